"""Steps a second of the MuJoCo engine beside bare ``mj_step`` and Gymnasium, in one process and on the same control sequences.

    python benchmarks/mujoco_engine.py                        # HalfCheetah, Hopper, Swimmer, Ant
    python benchmarks/mujoco_engine.py Humanoid-v5 --rounds 41
    python benchmarks/mujoco_engine.py --json figures.json

A small oscillating policy is rolled out once and its actions are kept. Then, in every round and in turn: the engine runs
policy, observation and reward; a compiled loop writes the kept actions and calls ``mj_step``, nothing else ("bare"); one
Gymnasium environment is stepped in Python, with the compiled policy, as ``ppc bench`` does it. All three make the same
episodes. Rates are of CPU time, medians over many short rounds, ratios those of neighbours in time. What two threads gain is
wall-clock time, the best round of each, and wants a machine with two idle processors.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from ppc.compiler import compile_policy
from ppc.envs import Evaluator, Task, evaluation_seeds, task_for
from ppc.envs.bridge import Stepper
from ppc.envs.mujoco import engine, library, load_environment
from ppc.envs.mujoco.environment import CTRL, QPOS, QVEL
from ppc.envs.native.machine_code import load
from ppc.envs.policy import population
from ppc.envs.simulator import make
from ppc.envs.spaces import action_writer

ENVIRONMENTS = ("HalfCheetah-v5", "Hopper-v5", "Swimmer-v5", "Ant-v5")
STEPS = 3000  # a contestant and round, about
GOALS = {"bare": 0.95, "gymnasium": 1.5, "threads": 1.85}


def policy_of(task: Task) -> Any:
    """An oscillator with feedback of the first observations."""
    size = task.signature().action_size
    drives = ", ".join(f"0.4 * math.sin(self.phase + {k}.0) - 0.05 * obs[{k}]" for k in range(size))
    source = (
        "import math\n\n\nclass Policy:\n    def __init__(self):\n        self.phase = 0.0\n\n"
        f"    def act(self, obs):\n        self.phase += 0.2\n        return [{drives}]\n"
    )
    return compile_policy(source, task.signature())


def bare_loop() -> Callable[..., int]:
    """``f(functions, model, data, arrays, starts, actions, lengths, episodes, frame_skip, nq, nv, nu)``."""

    def build() -> Any:
        from ppc.envs.mujoco.calls import call_mujoco
        from ppc.envs.native.pointers import f64_at, i64_at

        def run(functions_at, model, data, arrays_at, starts_at, actions_at, lengths_at, episodes, frame_skip, nq, nv, nu):  # type: ignore[no-untyped-def]
            functions, arrays, lengths = i64_at(functions_at), i64_at(arrays_at), i64_at(lengths_at)
            mj_reset_data, mj_forward, mj_step = functions[0], functions[1], functions[2]
            qpos, qvel, ctrl = f64_at(arrays[QPOS]), f64_at(arrays[QVEL]), f64_at(arrays[CTRL])
            starts, actions = f64_at(starts_at), f64_at(actions_at)
            at = 0
            for e in range(episodes):
                call_mujoco(mj_reset_data, model, data)
                for k in range(nq):
                    qpos[k] = starts[e * (nq + nv) + k]
                for k in range(nv):
                    qvel[k] = starts[e * (nq + nv) + nq + k]
                call_mujoco(mj_forward, model, data)
                for _ in range(lengths[e]):
                    for k in range(nu):
                        ctrl[k] = actions[at + k]
                    at += nu
                    for _ in range(frame_skip):
                        call_mujoco(mj_step, model, data)
            return at

        return run, ["i64"] * 12

    return load("mujoco-bare-1", build)


def contestants(task: Task, policy: Any, evaluator: Evaluator, seeds: range) -> tuple[int, dict[str, Callable[[], float]]]:
    """Steps, and functions that make them and answer the sum of the rewards (``bare``: 0), to see that they agree."""
    name = str(task.native)
    environment = load_environment(name)
    kept = evaluator.rollout(seeds, record=True)
    assert kept.actions is not None
    actions = np.concatenate(kept.actions).astype(np.float32).astype(np.float64)
    starts = engine.starts(name, np.array(seeds, dtype=np.int64))
    env, raw, functions = make(task.env_id), bare_loop(), library.functions()
    finished = action_writer(env.action_space)
    code = policy.native()
    stepper, constants = Stepper(code), population(policy, code, None)[0]

    def engine_run() -> float:
        return float(evaluator.rollout(seeds).returns.sum())

    def bare() -> float:
        with library.simulator(name) as s:
            raw(
                functions.ctypes.data, s.model, s.data, s.arrays.ctypes.data, starts.ctypes.data, actions.ctypes.data,
                kept.lengths.ctypes.data, len(seeds), environment.frame_skip, environment.nq, environment.nv,
                task.signature().action_size,
            )  # fmt: skip
        return 0.0

    def gymnasium() -> float:
        total = 0.0
        observation, action, step = stepper.observation, stepper.action, stepper.step
        for seed in seeds:
            observation[:], _ = env.reset(seed=seed)
            stepper.reset(constants)
            over = False
            while not over:
                step()
                observation[:], reward, terminated, truncated, _ = env.step(finished(action))
                total += float(reward)
                over = terminated or truncated
        return total

    return kept.env_steps, {"engine": engine_run, "bare": bare, "gymnasium": gymnasium}


def measure(env_id: str, rounds: int) -> dict[str, Any]:
    """Steps a second of each contestant, and the ratios of ``GOALS``."""
    task = task_for(env_id)
    policy = policy_of(task)
    with Evaluator(task, policy, engine="mujoco") as one, Evaluator(task, policy, threads=2, engine="mujoco") as two:
        length = one.rollout(evaluation_seeds(8)).lengths.mean()
        seeds = evaluation_seeds(max(4, round(STEPS / length)))
        steps, runs = contestants(task, policy, one, seeds)
        sums = {name: run() for name, run in runs.items()}
        if not np.isclose(sums["engine"], sums["gymnasium"], rtol=1e-12):
            raise RuntimeError(f"{env_id}: the engine's returns are not Gymnasium's")
        two.rollout(seeds)
        cpu: dict[str, list[float]] = {name: [] for name in runs}
        wall: dict[str, list[float]] = {"one": [], "two": []}
        for _ in range(rounds):
            for name, run in runs.items():
                begin = time.process_time()
                run()
                cpu[name].append(time.process_time() - begin)
            for name, evaluator in (("one", one), ("two", two)):
                begin = time.perf_counter()
                evaluator.rollout(seeds)
                wall[name].append(time.perf_counter() - begin)
    rates = {name: steps / statistics.median(spent) for name, spent in cpu.items()}

    def ratio(a: list[float], b: list[float]) -> float:
        """Of neighbours in time, so that a change of the machine's speed counts for both."""
        return statistics.median(x / y for x, y in zip(a, b, strict=True))

    return {
        "env": env_id,
        "episode_steps": float(length),
        "steps_per_s": rates,
        "bare": ratio(cpu["bare"], cpu["engine"]),
        "gymnasium": ratio(cpu["gymnasium"], cpu["engine"]),
        "threads": min(wall["one"]) / min(wall["two"]),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("environments", nargs="*", default=ENVIRONMENTS)
    parser.add_argument("--rounds", type=int, default=25)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    import gymnasium
    import mujoco

    load_before = os.getloadavg()[0]
    machine = f"{os.cpu_count()} processors, load {load_before:.1f}"
    print(f"MuJoCo {mujoco.__version__}, Gymnasium {gymnasium.__version__}, {machine}")
    print(f"{'environment':26}{'engine':>9}{'bare':>9}{'Gymnasium':>11} /s  engine/bare  engine/Gymnasium  2 threads/1")
    found = []
    for env_id in options.environments:
        row = measure(env_id, options.rounds)
        found.append(row)
        rates = row["steps_per_s"]
        print(
            f"{env_id:26}{rates['engine']:9,.0f}{rates['bare']:9,.0f}{rates['gymnasium']:11,.0f}"
            f"{row['bare']:15.2f}{row['gymnasium']:17.2f}{row['threads']:13.2f}",
            flush=True,
        )
    print("wanted: " + ", ".join(f"{name} {goal}" for name, goal in GOALS.items()))
    if options.json:
        options.json.write_text(json.dumps({"load": load_before, "rows": found}, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
