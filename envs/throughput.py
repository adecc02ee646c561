"""How fast the engines step a policy, beside Gymnasium's own environment in the same run."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from ppc.compiler.signature import Box
from ppc.envs.bridge import UNBOUNDED_HORIZON, Stepper
from ppc.envs.native.latency import native_latency, python_latency
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
    steps_per_s, gymnasium_steps_per_s, ratio_gymnasium, lanes_steps_per_s, threaded, call_ns {python_median, python_p999,
    c_median, c_p999}, trajectory_hash, gymnasium_hash_equal, action_histogram, mean_return``. ``lanes_steps_per_s`` is None
    where the task or the policy has no lanes; ``threaded`` {threads, steps_per_s, gain}, of ``threads`` threads or else of
    all processors beside one thread, is None on one processor and where Python steps the environment. Raises as ``rollout``.
    """
    with (
        Evaluator(task, policy, threads=threads, engine=engine) as ours,
        Evaluator(task, policy, engine="gymnasium") as theirs,
    ):
        code: NativePolicy = policy.native() if hasattr(policy, "native") else policy
        proof_seeds = training_seeds(0, 0, _PROOF_EPISODES)
        proof = ours.rollout(proof_seeds, record=True)
        digest = trajectory_hash(proof)
        first = 64 if ours.native else 1
        rate = _rates([_exact(ours)], first, seconds)[0]
        lanes = _rates([_lanes(ours)], first, seconds)[0] if ours.lanes else None
        constants = population(policy, code, None)[0]
        baseline = _gymnasium_rate(task, code, constants, seconds)
        assert proof.observations is not None
        seen = np.ascontiguousarray(np.concatenate([o[:-1] for o in proof.observations])[:1000])
        from_c, from_python = native_latency(code, constants, seen), python_latency(_act(policy, code, constants), seen)
        return {
            "env": task.env_id,
            "engine": ours.engine,
            "threads": threads,
            "policy": name or getattr(policy, "name", None) or "policy",
            "steps_per_s": rate,
            "gymnasium_steps_per_s": baseline,
            "ratio_gymnasium": rate / baseline,
            "lanes_steps_per_s": lanes,
            "threaded": _threaded(task, policy, ours.engine, threads if threads > 1 else processors(), seconds),
            "call_ns": {
                "python_median": from_python[0],
                "python_p999": from_python[1],
                "c_median": from_c[0],
                "c_p999": from_c[1],
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


def processors() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class GymnasiumLoop:
    """The shortest loop that a user would write around ``gymnasium.make``, with the compiled policy. Close it."""

    def __init__(self, task: Task, code: NativePolicy, constants: Floats) -> None:
        self.horizon = task.horizon or UNBOUNDED_HORIZON
        self._env = make(task.env_id, task.env_kwargs)
        self._layout, self._action = observation_layout(self._env.observation_space), action_writer(self._env.action_space)
        self._plain = len(self._layout.parts) == 1 and self._layout.parts[0].path == ()
        self._stepper, self._constants, self._seed = Stepper(code), constants, 0

    def episode(self) -> int:
        """Plays an episode, each with the next seed; answers its steps."""
        env, layout, plain, finished = self._env, self._layout, self._plain, self._action
        vector, action, step = self._stepper.observation, self._stepper.action, self._stepper.step
        observation, _ = env.reset(seed=self._seed)
        self._seed += 1
        self._stepper.reset(self._constants)
        made = 0
        while made < self.horizon:
            if plain:
                vector[:] = np.ravel(observation)
            else:
                layout.write(observation, vector)
            step()
            observation, _, terminated, truncated, _ = env.step(finished(action))
            made += 1
            if terminated or truncated:
                break
        return made

    def close(self) -> None:
        self._env.close()


def _rates(contestants: Sequence[Callable[[int], int]], batch: int, seconds: float) -> list[float]:
    """Median steps a second of each ``steps_of(episodes)``. All play equal batches, in turn; these grow until one of the
    first contestant's takes its share of ``seconds``."""
    while True:
        begin = time.perf_counter()
        contestants[0](batch)
        spent = time.perf_counter() - begin
        if spent >= seconds / _ROUNDS / 2 or batch >= 1_000_000:
            break
        batch = min(1_000_000, int(batch * min(8.0, max(1.5, seconds / _ROUNDS / max(spent, 1e-6)))) + 1)
    rates: list[list[float]] = [[] for _ in contestants]
    for _ in range(_ROUNDS):
        for found, steps_of in zip(rates, contestants, strict=True):
            begin = time.perf_counter()
            steps = steps_of(batch)
            found.append(steps / (time.perf_counter() - begin))
    return [float(np.median(found)) for found in rates]


def _exact(evaluator: Evaluator) -> Callable[[int], int]:
    return lambda n: evaluator.rollout(training_seeds(0, 0, n)).env_steps


def _lanes(evaluator: Evaluator) -> Callable[[int], int]:
    return lambda n: evaluator.evaluate(None, training_seeds(0, 0, n), mode="lanes").env_steps


def _threaded(task: Task, policy: Any, engine: str, several: int, seconds: float) -> dict[str, Any] | None:
    """What threads gain over one; None where there is one processor, or where Python steps the environment."""
    if several == 1 or engine == "gymnasium":
        return None
    with Evaluator(task, policy) as one, Evaluator(task, policy, threads=several) as many:
        first = 64 if one.native else 4 * several
        rates = _rates([_exact(one), _exact(many)], first, seconds)
    return {"threads": several, "steps_per_s": rates[1], "gain": rates[1] / rates[0]}


def _gymnasium_rate(task: Task, code: NativePolicy, constants: Floats, seconds: float) -> float:
    """Median steps a second of ``GymnasiumLoop``."""
    loop, rates = GymnasiumLoop(task, code, constants), []
    try:
        for _ in range(_ROUNDS):
            steps, begin = 0, time.perf_counter()
            while (spent := time.perf_counter() - begin) < seconds / _ROUNDS or steps == 0:
                steps += loop.episode()
            rates.append(steps / spent)
        return float(np.median(rates))
    finally:
        loop.close()


def _act(policy: Any, code: NativePolicy, constants: Floats) -> Callable[[Floats], Any]:
    """``controller.act`` after a reset; of a bare native policy, its stepper."""
    if hasattr(policy, "controller"):
        controller = policy.controller()
        controller.reset()
        act: Callable[[Floats], Any] = controller.act
        return act
    stepper = Stepper(code)
    stepper.reset(constants)

    def step(observation: Floats) -> None:
        stepper.observation[:] = observation
        stepper.step()

    return step
