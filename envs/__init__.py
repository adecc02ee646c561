"""Tasks, environments and rollouts.

Importing this package imports neither Numba nor Gymnasium; the names below are loaded when they are first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ppc.envs.errors import (
        EngineUnavailable,
        EnvironmentFailed,
        PolicyMismatch,
        TaskFileError,
        UnknownEnvironment,
        UnsupportedSpace,
    )
    from ppc.envs.result import PopulationResult, RolloutResult
    from ppc.envs.rollouts import Evaluator, compiled_engine, open_evaluator, rollout, why_not_compiled
    from ppc.envs.seeds import EVALUATION_SEEDS, evaluation_seeds
    from ppc.envs.statistics import summary
    from ppc.envs.task import Success, Task
    from ppc.envs.tasks import list_gymnasium_ids, list_mujoco_tasks, list_tasks, signature, task_for

_MODULES = {
    "EVALUATION_SEEDS": "seeds",
    "EngineUnavailable": "errors",
    "EnvironmentFailed": "errors",
    "Evaluator": "rollouts",
    "PolicyMismatch": "errors",
    "PopulationResult": "result",
    "RolloutResult": "result",
    "Success": "task",
    "Task": "task",
    "TaskFileError": "errors",
    "UnknownEnvironment": "errors",
    "UnsupportedSpace": "errors",
    "compiled_engine": "rollouts",
    "evaluation_seeds": "seeds",
    "list_gymnasium_ids": "tasks",
    "list_mujoco_tasks": "tasks",
    "list_tasks": "tasks",
    "open_evaluator": "rollouts",
    "rollout": "rollouts",
    "signature": "tasks",
    "summary": "statistics",
    "task_for": "tasks",
    "why_not_compiled": "rollouts",
}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"ppc.envs.{_MODULES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(_MODULES)


__all__ = [
    "EVALUATION_SEEDS", "EngineUnavailable", "EnvironmentFailed", "Evaluator", "PolicyMismatch", "PopulationResult",
    "RolloutResult", "Success", "Task", "TaskFileError", "UnknownEnvironment", "UnsupportedSpace", "compiled_engine",
    "evaluation_seeds", "list_gymnasium_ids", "list_mujoco_tasks", "list_tasks", "open_evaluator", "rollout", "signature",
    "summary", "task_for", "why_not_compiled",
]  # fmt: skip
