"""Rolling policies out: one front for the engines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, Literal

import numpy as np

from ppc.envs.bridge import Bridge, Episode, Stepper
from ppc.envs.errors import EngineUnavailable
from ppc.envs.mujoco import is_mujoco
from ppc.envs.native.lanes.choice import has_lanes, vectorises
from ppc.envs.policy import NativePolicy, native, population
from ppc.envs.probes import Probe, watched
from ppc.envs.result import Floats, Ints, PopulationResult, RolloutResult
from ppc.envs.task import Task
from ppc.envs.tasks import task_for
from ppc.envs.workers import workers_for

Engine = Literal["auto", "native", "mujoco", "gymnasium"]
Mode = Literal["exact", "lanes"]


def rollout(
    env_id: str | Task,
    policy: Any,
    *,
    seeds: Iterable[int],
    record: bool = False,
    parameters: Any = None,
    threads: int = 1,
    env_kwargs: Mapping[str, Any] | None = None,
    task: Task | None = None,
    engine: Engine = "auto",
    probe: Probe | None = None,
) -> RolloutResult:
    """One episode a seed, ``env.reset(seed=seed)``, with the finished controller of ``policy``.

    ``policy`` is a CompiledPolicy (or NativePolicy); ``parameters`` f64[P] replace its pinned ones. ``engine`` "auto"
    takes the compiled one where there is one (``why_not_compiled`` tells when it cannot). ``threads`` speeds up compiled
    engines and changes no result. ``probe`` watches every episode and answers a summary of each, the same on every engine.
    Raises UnknownEnvironment, UnsupportedSpace, PolicyMismatch, EngineUnavailable, EnvironmentFailed, ValueError.
    """
    known = task if task is not None else _task(env_id, env_kwargs)
    with Evaluator(known, policy, threads=threads, engine=engine) as evaluator:
        return evaluator.rollout(seeds, record=record, parameters=parameters, probe=probe)


def open_evaluator(
    task: str | Task, policy: Any, threads: int = 1, *, engine: Engine = "auto", horizon: int | None = None
) -> Evaluator:
    """An Evaluator for a task or an environment id; raises as ``rollout``."""
    return Evaluator(_task(task, None), policy, threads=threads, engine=engine, horizon=horizon)


class Evaluator:
    """Scores parameter vectors of one policy on one task. Close it, or use it as a context manager.

    ``engine`` is "native", "mujoco" or "gymnasium"; ``native`` tells whether it is the first, with millions of steps a second.
    ``horizon`` ends episodes earlier than the task does (as truncated), for cheap first looks; it never lengthens them.
    """

    def __init__(
        self, task: Task, policy: Any, *, threads: int = 1, engine: Engine = "auto", horizon: int | None = None
    ) -> None:
        if threads < 1:
            raise ValueError(f"threads must be at least 1, not {threads}")
        if horizon is not None and horizon < 1:
            raise ValueError(f"horizon must be at least 1 step, not {horizon}")
        self.task, self._policy, self._threads = task, policy, threads
        self._code: NativePolicy = native(policy, task)
        self.engine = _choose(task, engine)
        self._bridge = Bridge(task) if self.engine == "gymnasium" else None
        own = _compiled_horizon(task) if self._bridge is None else self._bridge.horizon
        self.horizon = min(h for h in (own, task.horizon, horizon) if h is not None)
        if self._bridge is not None:
            self._bridge.horizon = self.horizon

    @property
    def native(self) -> bool:
        return self.engine == "native"

    @cached_property
    def lanes(self) -> bool:
        """Whether ``evaluate`` in the mode "lanes" runs vectors: where environment and policy both have vector code."""
        return self.native and has_lanes(self.task) and vectorises(self._code)

    def evaluate(
        self, parameters: Any, seeds: Iterable[int], mode: Mode = "exact", *, probe: Probe | None = None
    ) -> PopulationResult:
        """Every row of ``parameters`` f64[C, P] on every one of ``seeds``, the same for all.

        ``mode`` "lanes", for tuning and screening, is several times as fast: returns then have the distribution of the
        exact ones over seeds, not their bits, and depend on nothing but policy, parameters and seeds all the same. Where
        ``lanes`` is False, or the probe has no vector code, it changes nothing.
        """
        if mode not in ("exact", "lanes"):
            raise ValueError(f"unknown mode {mode!r}: exact or lanes")
        constants, numbers = population(self._policy, self._code, parameters), _seeds(seeds)
        columns, _, told = self._run(constants, numbers, record=False, probe=probe, lanes=mode == "lanes" and self.lanes)
        shape = (len(constants), len(numbers))
        returns, lengths, terminated, truncated, status = (c.reshape(shape) for c in columns)
        summaries, watched = (None if t is None else t.reshape(shape + t.shape[1:]) for t in told)
        return PopulationResult(returns, lengths, terminated, truncated, status, summaries, watched)

    def rollout(
        self,
        seeds: Iterable[int],
        *,
        record: bool = False,
        parameters: Any = None,
        keep_memory: bool = False,
        probe: Probe | None = None,
    ) -> RolloutResult:
        """One parameter vector (default: the policy's own) on every seed.

        With ``keep_memory`` the policy is reset before the first episode alone: each of the others finds the memory that the
        one before it left. A probe's memory begins anew with each all the same.
        """
        constants, numbers = population(self._policy, self._code, parameters), _seeds(seeds)
        if len(constants) != 1:
            raise ValueError(f"a rollout takes one parameter vector, not {len(constants)}: use evaluate")
        columns, records, told = self._run(constants, numbers, record=record, keep_memory=keep_memory, probe=probe)
        kept: tuple[Any, Any, Any] = records if record else (None, None, None)
        return RolloutResult(self.task.env_id, self.engine, tuple(numbers.tolist()), *columns, *kept, *told)

    def _run(
        self,
        constants: Floats,
        seeds: Ints,
        *,
        record: bool,
        probe: Probe | None,
        keep_memory: bool = False,
        lanes: bool = False,
    ) -> tuple[tuple[Any, Any, Any, Any, Any], Any, tuple[Any, Any]]:
        """The columns of a result, its records (of no meaning unless ``record``), and what the probe tells. Where it is not
        compiled into the loop it watches the records."""
        if probe is not None:
            probe.check(self.task)
        within = probe is None or self.native
        keeping = record or not within
        if self._bridge is None:
            r = self._compiled(constants, seeds, record=keeping, keep_memory=keep_memory, lanes=lanes, probe=probe)
            columns = (r.returns, r.lengths, r.terminated, r.truncated, r.status)
            records = (r.observations, r.actions, r.rewards)
        else:
            episodes = self._episodes(constants, seeds, record=keeping, keep_memory=keep_memory)
            columns, size = _columns(episodes), self._code.action_size
            records = (
                [np.array(e.observations) for e in episodes],
                [np.array(e.actions).reshape(-1, size) for e in episodes],
                [np.array(e.rewards) for e in episodes],
            )
        if probe is None:
            return columns, records, (None, None)
        if within:
            return columns, records, (r.summaries, r.probe_status)
        told = [watched(probe, *episode) for episode in zip(*records, strict=True)]
        return columns, records, (np.array([t[0] for t in told]), np.array([t[1] for t in told], dtype=np.int64))

    def _compiled(
        self, constants: Floats, seeds: Ints, *, record: bool, keep_memory: bool, lanes: bool, probe: Probe | None
    ) -> Any:
        assert self.task.native is not None
        run: Any
        options: dict[str, Any] = {"horizon": self.horizon, "threads": self._threads}
        if lanes and (probe is None or vectorises(probe.code)):
            from ppc.envs.native.lanes.engine import run

            return run(self.task.native, self._code, constants, seeds, probe=probe, **options)
        options |= {"record": record, "keep_memory": keep_memory}
        if self.engine == "mujoco":
            from ppc.envs.mujoco.engine import run
        else:
            from ppc.envs.native.exact import run

            options["probe"] = probe
        return run(self.task.native, self._code, constants, seeds, **options)

    def _episodes(self, constants: Floats, seeds: Ints, *, record: bool, keep_memory: bool = False) -> list[Episode]:
        assert self._bridge is not None
        stepper, bridge = Stepper(self._code), self._bridge
        jobs = [(row, int(s)) for row in constants for s in seeds]
        source, signature = getattr(self._policy, "source", None), getattr(self._policy, "signature", None)
        if self._threads > 1 and len(jobs) > 1 and source is not None and signature is not None and not (record or keep_memory):
            workers = workers_for(self.task, self._threads - 1)
            return workers.run((source, signature), self.horizon, jobs, lambda job: bridge.episode(stepper, *job))
        return [
            bridge.episode(stepper, row, int(s), record=record, keep_memory=keep_memory and i > 0)
            for row in constants
            for i, s in enumerate(seeds)
        ]

    def close(self) -> None:
        if self._bridge is not None:
            self._bridge.close()

    def __enter__(self) -> Evaluator:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _task(task: str | Task, env_kwargs: Mapping[str, Any] | None) -> Task:
    if isinstance(task, Task):
        if env_kwargs:
            raise ValueError("env_kwargs belong into the task: Task(env_kwargs=...)")
        return task
    return task_for(task, env_kwargs)


def why_not_compiled(task: Task) -> str:
    """Why a task that has a compiled engine is stepped in Python here, as a sentence; empty where it is not, or has none."""
    if task.native is None:
        return ""
    if is_mujoco(task):
        from ppc.envs.mujoco.library import unavailable

        reason = unavailable(task.native)
        return f"{task.env_id} is stepped in Python, by Gymnasium: {reason}" if reason else ""
    from ppc.envs.parity import numpy_uses_the_c_library

    if numpy_uses_the_c_library():
        return ""
    return "NumPy's functions differ from the C library's here: native bits would not be Gymnasium's"


def compiled_engine(task: Task) -> str | None:
    """The name of the task's compiled engine, whether it runs here or not: "native", "mujoco" or None."""
    return None if task.native is None else "mujoco" if is_mujoco(task) else "native"


def _choose(task: Task, engine: str) -> str:
    """The engine that runs. Raises EngineUnavailable if it was asked for and cannot."""
    if engine not in ("auto", "native", "mujoco", "gymnasium"):
        raise ValueError(f"unknown engine {engine!r}: auto, native, mujoco or gymnasium")
    own = compiled_engine(task)
    if engine == "gymnasium" or (engine == "auto" and own is None):
        return "gymnasium"
    if engine not in ("auto", own):
        instead = "gymnasium" if own is None else f"{own} or gymnasium"
        raise EngineUnavailable(f"there is no {engine} engine for {task.env_id} as it is made here: use {instead}")
    assert own is not None
    if reason := why_not_compiled(task):
        if engine != "auto":
            raise EngineUnavailable(reason)
        return "gymnasium"
    return own


def _compiled_horizon(task: Task) -> int:
    assert task.native is not None
    environment: Any
    if is_mujoco(task):
        from ppc.envs.mujoco import load_environment as load_mujoco

        environment = load_mujoco(task.native)
    else:
        from ppc.envs.native import load_environment

        environment = load_environment(task.native)
    horizon: int | None = environment.task.horizon
    assert horizon is not None
    return horizon


def _columns(episodes: list[Episode]) -> tuple[Any, ...]:
    return (
        np.array([e.total for e in episodes], dtype=np.float64),
        np.array([e.length for e in episodes], dtype=np.int64),
        np.array([e.terminated for e in episodes], dtype=np.bool_),
        np.array([e.truncated for e in episodes], dtype=np.bool_),
        np.array([e.status for e in episodes], dtype=np.int64),
    )


def _seeds(seeds: Iterable[int]) -> Ints:
    if isinstance(seeds, range) and seeds and min(seeds[0], seeds[-1]) >= 0 and max(seeds[0], seeds[-1]) < 2**63:
        return seeds[0] + seeds.step * np.arange(len(seeds), dtype=np.int64)  # no Python for each episode
    numbers = [int(s) for s in seeds]
    if not numbers:
        raise ValueError("there are no seeds: an evaluation needs at least one episode")
    if bad := [s for s in numbers if not 0 <= s < 2**63]:
        raise ValueError(f"a seed is a whole number from 0 to 2**63 - 1, not {bad[0]}")
    return np.array(numbers, dtype=np.int64)
