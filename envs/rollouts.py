"""Rolling policies out: one front for the engines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

import numpy as np

from ppc.envs.bridge import Bridge, Episode, Stepper
from ppc.envs.errors import EngineUnavailable
from ppc.envs.policy import NativePolicy, native, population
from ppc.envs.result import Floats, Ints, PopulationResult, RolloutResult
from ppc.envs.task import Task
from ppc.envs.tasks import task_for

Engine = Literal["auto", "native", "gymnasium"]


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
) -> RolloutResult:
    """One episode a seed, ``env.reset(seed=seed)``, with the finished controller of ``policy``.

    ``policy`` is a CompiledPolicy (or NativePolicy); ``parameters`` f64[P] replace its pinned ones. ``engine`` "auto"
    takes the native engine where there is one. ``threads`` speeds up the native engine and changes no result.
    Raises UnknownEnvironment, UnsupportedSpace, PolicyMismatch, EngineUnavailable, EnvironmentFailed, ValueError.
    """
    known = task if task is not None else _task(env_id, env_kwargs)
    with Evaluator(known, policy, threads=threads, engine=engine) as evaluator:
        return evaluator.rollout(seeds, record=record, parameters=parameters)


def open_evaluator(
    task: str | Task, policy: Any, threads: int = 1, *, engine: Engine = "auto", horizon: int | None = None
) -> Evaluator:
    """An Evaluator for a task or an environment id; raises as ``rollout``."""
    return Evaluator(_task(task, None), policy, threads=threads, engine=engine, horizon=horizon)


class Evaluator:
    """Scores parameter vectors of one policy on one task. Close it, or use it as a context manager.

    ``native`` tells whether the compiled engine runs. ``horizon`` ends episodes earlier than the task does (as
    truncated), for cheap first looks; it never lengthens them.
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
        self.native = _choose(task, engine)
        self._bridge = None if self.native else Bridge(task)
        own = _native_horizon(task) if self._bridge is None else self._bridge.horizon
        self.horizon = min(h for h in (own, task.horizon, horizon) if h is not None)
        if self._bridge is not None:
            self._bridge.horizon = self.horizon

    @property
    def engine(self) -> str:
        return "native" if self.native else "gymnasium"

    def evaluate(self, parameters: Any, seeds: Iterable[int]) -> PopulationResult:
        """Every row of ``parameters`` f64[C, P] on every one of ``seeds``, the same for all."""
        constants, numbers = population(self._policy, self._code, parameters), _seeds(seeds)
        if self.native:
            r = self._exact(constants, numbers, record=False)
            columns = (r.returns, r.lengths, r.terminated, r.truncated, r.status)
        else:
            columns = _columns(self._episodes(constants, numbers, record=False))
        shape = (len(constants), len(numbers))
        returns, lengths, terminated, truncated, status = (c.reshape(shape) for c in columns)
        return PopulationResult(returns, lengths, terminated, truncated, status)

    def rollout(
        self, seeds: Iterable[int], *, record: bool = False, parameters: Any = None, keep_memory: bool = False
    ) -> RolloutResult:
        """One parameter vector (default: the policy's own) on every seed.

        With ``keep_memory`` the policy is reset before the first episode alone: each of the others finds the memory that the
        one before it left.
        """
        constants, numbers = population(self._policy, self._code, parameters), _seeds(seeds)
        if len(constants) != 1:
            raise ValueError(f"a rollout takes one parameter vector, not {len(constants)}: use evaluate")
        if self.native:
            r = self._exact(constants, numbers, record=record, keep_memory=keep_memory)
            columns = (r.returns, r.lengths, r.terminated, r.truncated, r.status)
            records = (r.observations, r.actions, r.rewards)
        else:
            episodes = self._episodes(constants, numbers, record=record, keep_memory=keep_memory)
            columns = _columns(episodes)
            size = self._code.action_size
            records = (
                [np.array(e.observations) for e in episodes],
                [np.array(e.actions).reshape(-1, size) for e in episodes],
                [np.array(e.rewards) for e in episodes],
            )
        seeds_used = tuple(int(s) for s in numbers)
        kept = records if record else (None, None, None)
        return RolloutResult(self.task.env_id, self.engine, seeds_used, *columns, *kept)

    def _exact(self, constants: Floats, seeds: Ints, *, record: bool, keep_memory: bool = False) -> Any:
        from ppc.envs.native import exact

        assert self.task.native is not None
        return exact.run(
            self.task.native, self._code, constants, seeds, horizon=self.horizon, threads=self._threads, record=record,
            keep_memory=keep_memory,
        )  # fmt: skip

    def _episodes(self, constants: Floats, seeds: Ints, *, record: bool, keep_memory: bool = False) -> list[Episode]:
        assert self._bridge is not None
        stepper = Stepper(self._code)
        return [
            self._bridge.episode(stepper, row, int(s), record=record, keep_memory=keep_memory and i > 0)
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


def _choose(task: Task, engine: str) -> bool:
    """Whether the native engine runs. Raises EngineUnavailable if it was asked for and cannot."""
    from ppc.envs.parity import numpy_uses_the_c_library

    if engine not in ("auto", "native", "gymnasium"):
        raise ValueError(f"unknown engine {engine!r}: auto, native or gymnasium")
    if engine == "gymnasium":
        return False
    if task.native is None:
        if engine == "native":
            raise EngineUnavailable(f"there is no native engine for {task.env_id} as it is made here: use gymnasium")
        return False
    if not numpy_uses_the_c_library():
        if engine == "native":
            raise EngineUnavailable("NumPy's functions differ from the C library's here: native bits would not be Gymnasium's")
        return False
    return True


def _native_horizon(task: Task) -> int:
    from ppc.envs.native import load_environment

    assert task.native is not None
    horizon = load_environment(task.native).task.horizon
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
    numbers = [int(s) for s in seeds]
    if not numbers:
        raise ValueError("there are no seeds: an evaluation needs at least one episode")
    if bad := [s for s in numbers if not 0 <= s < 2**63]:
        raise ValueError(f"a seed is a whole number from 0 to 2**63 - 1, not {bad[0]}")
    return np.array(numbers, dtype=np.int64)
