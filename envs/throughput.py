"""How fast an engine steps a policy, beside Gymnasium's own environment in the same run."""

from __future__ import annotations

import hashlib
import time
from typing import Any

import numpy as np

from ppc.compiler.signature import Box
from ppc.envs.bridge import UNBOUNDED_HORIZON, Stepper
from ppc.envs.policy import NativePolicy, population
from ppc.envs.result import Floats, RolloutResult
from ppc.envs.rollouts import Engine, Evaluator
from ppc.envs.seeds import training_seeds
from ppc.envs.simulator import make
from ppc.envs.spaces import action_writer, observation_layout
from ppc.envs.task import Task

_PROOF_EPISODES = 4
_BINS = 10
_ROUNDS = 5


def measure(
    task: Task, policy: Any, *, name: str = "", seconds: float = 1.0, threads: int = 1, engine: Engine = "auto"
) -> dict[str, Any]:
    """Steps a second of the task's best engine and of one Gymnasium environment stepped in Python, same policy and
    seeds; the latency of one call; and what shows that the work was done: hash and histogram of a few episodes.

    Each rate is the median of 5 rounds that together take about ``seconds``. Keys: ``env, engine, threads, policy,
    steps_per_s, gymnasium_steps_per_s, ratio_gymnasium, call_ns {python_median, c_median}, trajectory_hash,
    gymnasium_hash_equal, action_histogram, mean_return``. Raises as ``rollout``.
    """
    with (
        Evaluator(task, policy, threads=threads, engine=engine) as ours,
        Evaluator(task, policy, engine="gymnasium") as theirs,
    ):
        code: NativePolicy = policy.native() if hasattr(policy, "native") else policy
        proof_seeds = training_seeds(0, 0, _PROOF_EPISODES)
        proof = ours.rollout(proof_seeds, record=True)
        digest = trajectory_hash(proof)
        rate = _rate(ours, seconds)
        constants = population(policy, code, None)[0]
        baseline = _gymnasium_rate(task, code, constants, seconds)
        assert proof.observations is not None
        seen = np.ascontiguousarray(np.concatenate([o[:-1] for o in proof.observations])[:1000])
        return {
            "env": task.env_id,
            "engine": ours.engine,
            "threads": threads,
            "policy": name or getattr(policy, "name", None) or "policy",
            "steps_per_s": rate,
            "gymnasium_steps_per_s": baseline,
            "ratio_gymnasium": rate / baseline,
            "call_ns": {
                "python_median": _python_latency(policy, code, constants, seen),
                "c_median": _native_latency(code, constants, seen),
            },
            "trajectory_hash": digest,
            "gymnasium_hash_equal": trajectory_hash(theirs.rollout(proof_seeds, record=True)) == digest,
            "action_histogram": action_histogram(task, proof),
            "mean_return": float(proof.returns.mean()),
        }


def trajectory_hash(result: RolloutResult) -> str:
    """SHA-256 of the bits of all recorded observations and actions, little-endian float64, episode by episode."""
    if result.observations is None or result.actions is None:
        raise ValueError("a trajectory's hash needs a recorded rollout")
    digest = hashlib.sha256()
    for observations, actions in zip(result.observations, result.actions, strict=True):
        digest.update(np.ascontiguousarray(observations, dtype="<f8").tobytes())
        digest.update(np.ascontiguousarray(actions, dtype="<f8").tobytes())
    return digest.hexdigest()


def action_histogram(task: Task, result: RolloutResult) -> dict[str, Any]:
    """How often each choice was taken (``{"0": n, …}``), or ten bins an element between the bounds, or between the
    extremes seen where there are none (``{name: {"low", "high", "counts"}}``)."""
    if result.actions is None:
        raise ValueError("an action histogram needs a recorded rollout")
    actions = np.concatenate(result.actions)
    if not isinstance(task.action, Box):
        counts = np.bincount(actions[:, 0].astype(np.int64), minlength=task.action.n)
        return {str(choice): int(n) for choice, n in enumerate(counts)}
    histogram = {}
    for k, f in enumerate(task.action.fields):
        low = f.low if np.isfinite(f.low) else float(actions[:, k].min())
        high = f.high if np.isfinite(f.high) else float(actions[:, k].max())
        counts, _ = np.histogram(actions[:, k], bins=_BINS, range=(low, max(high, low)))
        histogram[f.name] = {"low": low, "high": high, "counts": [int(n) for n in counts]}
    return histogram


def _rate(evaluator: Evaluator, seconds: float) -> float:
    """Median steps a second; the batch grows until a round takes its share of ``seconds``."""
    batch, start = (64 if evaluator.native else 1), 0
    while True:
        begin = time.perf_counter()
        steps = evaluator.rollout(training_seeds(0, start, batch)).env_steps
        spent = time.perf_counter() - begin
        if spent >= seconds / _ROUNDS / 2 or batch >= 1_000_000:
            break
        batch = min(1_000_000, int(batch * min(8.0, max(1.5, seconds / _ROUNDS / max(spent, 1e-6)))) + 1)
    rates = [steps / spent]
    for _ in range(_ROUNDS - 1):
        begin = time.perf_counter()
        steps = evaluator.rollout(training_seeds(0, start, batch)).env_steps
        rates.append(steps / (time.perf_counter() - begin))
    return float(np.median(rates))


def _gymnasium_rate(task: Task, code: NativePolicy, constants: Floats, seconds: float) -> float:
    """Median steps a second of the shortest loop that a user would write around ``gymnasium.make``."""
    env = make(task.env_id, task.env_kwargs)
    try:
        layout, finished = observation_layout(env.observation_space), action_writer(env.action_space)
        plain = len(layout.parts) == 1 and layout.parts[0].path == ()
        stepper, rates, seed = Stepper(code), [], 0
        vector, action, step = stepper.observation, stepper.action, stepper.step
        for _ in range(_ROUNDS):
            steps, begin = 0, time.perf_counter()
            while (spent := time.perf_counter() - begin) < seconds / _ROUNDS or steps == 0:
                observation, _ = env.reset(seed=seed)
                seed += 1
                stepper.reset(constants)
                for _ in range(task.horizon or UNBOUNDED_HORIZON):
                    if plain:
                        vector[:] = np.ravel(observation)
                    else:
                        layout.write(observation, vector)
                    step()
                    observation, _, terminated, truncated, _ = env.step(finished(action))
                    steps += 1
                    if terminated or truncated:
                        break
            rates.append(steps / spent)
        return float(np.median(rates))
    finally:
        env.close()


def _python_latency(policy: Any, code: NativePolicy, constants: Floats, observations: Floats) -> float:
    """Median nanoseconds of ``controller.act`` on a NumPy observation (of a bare native policy: of its stepper)."""
    if hasattr(policy, "controller"):
        controller = policy.controller()
        controller.reset()
        act = controller.act
    else:
        stepper = Stepper(code)
        stepper.reset(constants)

        def act(observation: Floats) -> None:
            stepper.observation[:] = observation
            stepper.step()

    rows = list(observations)
    samples = []
    clock = time.perf_counter_ns
    for i in range(20_000):
        row = rows[i % len(rows)]
        begin = clock()
        act(row)
        samples.append(clock() - begin)
    empty = []
    for _ in range(2000):
        begin = clock()
        empty.append(clock() - begin)
    return max(0.0, float(np.median(samples) - np.median(empty)))


def _native_latency(code: NativePolicy, constants: Floats, observations: Floats) -> float:
    """Median nanoseconds of ``step`` called from compiled code, over blocks of 1,000 calls."""
    from ppc.envs.native.latency import call_loop

    loop, calls = call_loop(), 1000
    stepper = Stepper(code)
    stepper.reset(constants)
    constants, state = np.ascontiguousarray(constants), np.zeros(code.n_state + 1)
    action = np.zeros(code.action_size)
    arguments = (
        code.step, constants.ctypes.data, state.ctypes.data, observations.ctypes.data, len(observations),
        code.obs_size, action.ctypes.data, calls,
    )  # fmt: skip
    samples = []
    for _ in range(200):
        begin = time.perf_counter_ns()
        loop(*arguments)
        samples.append((time.perf_counter_ns() - begin) / calls)
    return float(np.median(samples))
