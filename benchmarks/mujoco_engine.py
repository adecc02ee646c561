"""Steps a second of the MuJoCo engine beside bare ``mj_step`` and Gymnasium, in one process and on the same control sequences.

    python benchmarks/mujoco_engine.py                        # HalfCheetah, Hopper, Swimmer, Ant
    python benchmarks/mujoco_engine.py Humanoid-v5 --rounds 41
    python benchmarks/mujoco_engine.py --json figures.json

The task's reference controller (``artifacts/``) is rolled out once and its actions are kept. Then, in every round and in
turn: the engine runs policy, observation and reward; a compiled loop writes the kept actions and calls ``mj_step`` with
Gymnasium's own model, nothing else ("bare"); one Gymnasium environment is stepped in Python, with the compiled policy, as
``ppc bench`` does it. All three make the same episodes. Rates are of processor time on one core, medians over many short
rounds, ratios those of neighbours in time.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # for benchmarks.measuring, from wherever this is run

from benchmarks.measuring import Work, local, pinned, rates, rounds
from ppc.compiler import compile_policy
from ppc.envs import Evaluator, Task, evaluation_seeds, task_for
from ppc.envs.bridge import Stepper
from ppc.envs.mujoco import engine, library, load_environment
from ppc.envs.mujoco.environment import CTRL, QPOS, QVEL
from ppc.envs.mujoco.model import original
from ppc.envs.native.machine_code import load
from ppc.envs.policy import population
from ppc.envs.simulator import make
from ppc.envs.spaces import action_writer

ARTIFACTS = Path(__file__).parent.parent / "artifacts"
ENVIRONMENTS = ("HalfCheetah-v5", "Hopper-v5", "Swimmer-v5", "Ant-v5")
STEPS = 3000  # a contestant and round, about
GOALS = {"bare": 0.95, "gymnasium": 1.5}


def policy_of(task: Task) -> Any:
    """The task's reference controller; where there is none, an oscillator with feedback of the first observations."""
    reference = ARTIFACTS / task.name / "policy.py"
    if reference.exists():
        return compile_policy(reference.read_text(encoding="utf-8"), task.signature())
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

    simulator = library.Simulator(name, original)

    def bare() -> float:
        raw(
            functions.ctypes.data, simulator.model, simulator.data, simulator.arrays.ctypes.data, starts.ctypes.data,
            actions.ctypes.data, kept.lengths.ctypes.data, len(seeds), environment.frame_skip, environment.nq, environment.nv,
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


def measure(env_id: str, count: int, steps: int = STEPS) -> dict[str, Any]:
    """Steps a second of each contestant in ``count`` rounds of about ``steps`` steps."""
    task = task_for(env_id)
    policy = policy_of(task)
    with Evaluator(task, policy, engine="mujoco") as evaluator:
        length = evaluator.rollout(evaluation_seeds(8)).lengths.mean()
        seeds = evaluation_seeds(max(4, round(steps / length)))
        made, runs = contestants(task, policy, evaluator, seeds)
        sums = {name: run() for name, run in runs.items()}
        if not np.isclose(sums["engine"], sums["gymnasium"], rtol=1e-12):
            raise RuntimeError(f"{env_id}: the engine's returns are not Gymnasium's")

        def work(run: Callable[[], float]) -> Work:
            def steps_of(_: int) -> int:
                run()
                return made

            return local(steps_of)

        samples = rounds({name: (work(run), 1) for name, run in runs.items()}, count)
    return {
        "task": env_id,
        "episode_steps": float(length),
        "steps_per_s": {name: rates(found) for name, found in samples.items()},
    }


def line(row: dict[str, Any]) -> str:
    found = row["steps_per_s"]
    middle = {name: statistics.median(values) for name, values in found.items()}
    ratios = {name: statistics.median(a / b for a, b in zip(found["engine"], found[name], strict=True)) for name in GOALS}
    return f"{row['task']}: " + ", ".join(
        [f"engine {middle['engine']:,.0f} steps/s"] + [f"{ratios[n]:.2f} x {n} ({middle[n]:,.0f})" for n in GOALS]
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("environments", nargs="*", default=ENVIRONMENTS)
    parser.add_argument("--rounds", type=int, default=25)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with pinned(1):
        found = [measure(env_id, options.rounds) for env_id in options.environments]
    print("\n".join(line(row) for row in found))
    print("wanted: " + ", ".join(f"{goal} x {name}" for name, goal in GOALS.items()))
    if options.json:
        options.json.write_text(json.dumps(found, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
