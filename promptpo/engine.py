"""The real engine: the compiler and the environments behind the loop's protocols."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ppc.compiler.signature import Box, Field, Signature
from ppc.promptpo.evaluation import Evaluator, Policy

if TYPE_CHECKING:
    from ppc.envs import Task

ENDLESS = 1000
"""Steps after which an episode is cut off where neither task nor environment has a horizon."""


class TaskEngine:
    """Compiles and evaluates policies for one task. ``threads`` (default: the processors) changes no result."""

    def __init__(self, task: Task, threads: int | None = None) -> None:
        self.task = task
        self._threads = threads or len(os.sched_getaffinity(0))
        self._open: list[Any] = []
        self._observer: tuple[Policy, Any] | None = None

    @staticmethod
    def named(
        env_id: str | None,
        env_kwargs: Mapping[str, Any] | None = None,
        task_file: str | None = None,
        threads: int | None = None,
    ) -> TaskEngine:
        """Of an environment's id, a task file, or both. Raises what ``ppc.envs.task_for`` raises."""
        from ppc.envs import task_for

        return TaskEngine(task_for(env_id, dict(env_kwargs or {}), task_file), threads)

    @property
    def signature(self) -> Signature:
        return self.task.signature()

    @property
    def native(self) -> bool:
        return self._probe.native

    @property
    def horizon(self) -> int | None:
        return self._probe.horizon

    @cached_property
    def _probe(self) -> Evaluator:
        from ppc.promptpo.templates import probe_source

        return self.open(self.compile(probe_source(self.signature), "probe"))

    def compile(self, source: str, name: str, signature: Signature | None = None) -> Policy:
        from ppc.compiler import compile_policy

        identifier = "".join(c if c.isalnum() and c.isascii() else "_" for c in name)
        if identifier[:1].isdigit():
            identifier = f"p_{identifier}"
        policy: Policy = compile_policy(source, signature or self.signature, name=identifier)
        return policy

    def open(self, policy: Policy) -> Evaluator:
        from ppc.envs import open_evaluator

        # Where nothing else ends an episode, a search needs an end that it can afford.
        horizon = ENDLESS if self.task.horizon is None else None
        evaluator = open_evaluator(self.task, policy, self._threads, horizon=horizon)
        self._open.append(evaluator)
        return evaluator

    def close(self) -> None:
        """Closes every evaluator that was opened."""
        while self._open:
            self._open.pop().close()

    def observe(self, policy: Policy, values: NDArray[np.float64], seeds: Sequence[int]) -> list[NDArray[np.float64]]:
        if self._observer is None or self._observer[0] is not policy:
            self._observer = policy, self.open(policy)
        evaluator: Any = self._observer[1]
        result = evaluator.rollout(seeds, record=True, parameters=values)
        assert result.observations is not None
        return list(result.observations)

    @property
    def compiled(self) -> str:
        """The engine that steps the environment: "native", "mujoco" or "gymnasium"."""
        engine: str = getattr(self._probe, "engine", "native" if self.native else "gymnasium")
        return engine

    @property
    def success(self) -> Any:
        """(return, terminated) -> bool, or None if the task defines no success."""
        return None if self.task.success is None else self.task.success.of

    def describe(self) -> dict[str, Any]:
        """The task for the journal: what reports and exports need of it without making the environment."""
        task, action, success = self.task, self.task.action, self.task.success
        choices = {} if isinstance(action, Box) else {"n": action.n, "choices": list(action.choices)}
        return {
            "env_id": task.env_id,
            "name": task.name,
            "observation": _fields(task.observation),
            "groups": {name: list(stretch) for name, stretch in task.groups.items()},
            "action": {"box": _fields(action.fields)} if isinstance(action, Box) else choices,
            "dt": task.dt,
            "safe_action": list(task.safe_action or ()),
            "horizon": self.horizon,
            "success": None if success is None else {"threshold": success.threshold, "terminated": success.terminated},
            "engine": self.compiled,
        }


def _fields(fields: Sequence[Field]) -> list[dict[str, Any]]:
    return [
        {"name": f.name, "unit": f.unit, "low": f.low, "high": f.high, "meaning": f.meaning, "size": f.size} for f in fields
    ]
