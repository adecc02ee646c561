"""What a run was asked to do: the journal's first event."""

from __future__ import annotations

import platform
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ppc.promptpo.budget import Budget
from ppc.promptpo.journal import FORMAT
from ppc.promptpo.llm.method import Method
from ppc.promptpo.llm.settings import ModelSettings

TUNE = "tune"
"""Stands for a proposer in the journals of ``ppc tune``, whose one candidate is the user's policy."""


class OptimizeError(Exception):
    """The run cannot be made; the message says what to do."""


@dataclass(frozen=True)
class Config:
    """``budget`` None in a request means the engine's default; in a journal it is always there. ``proposer``: "templates",
    "llm" (with ``model`` and ``method``), "replay:RUN", or TUNE. ``reveal_dynamics``: prompts may tell how the environment
    moves."""

    env_id: str
    seed: int = 0
    proposer: str = "templates"
    max_steps: int | None = None
    max_seconds: float | None = None
    env_kwargs: Mapping[str, Any] = field(default_factory=dict)
    task_file: str | None = None
    budget: Budget | None = None
    model: ModelSettings | None = None
    method: Method | None = None
    reveal_dynamics: bool = False

    def to_json(self) -> dict[str, Any]:
        return {
            "env_id": self.env_id,
            "seed": self.seed,
            "proposer": self.proposer,
            "max_steps": self.max_steps,
            "max_seconds": self.max_seconds,
            "env_kwargs": dict(self.env_kwargs),
            "task_file": self.task_file,
            "budget": self.budget.to_json() if self.budget else None,
            "model": self.model.to_json() if self.model else None,
            "method": self.method.to_json() if self.method else None,
            "reveal_dynamics": self.reveal_dynamics,
        }

    @staticmethod
    def from_json(data: dict[str, Any]) -> Config:
        budget, model, method = data["budget"], data.get("model"), data.get("method")
        return Config(
            **{
                **data,
                "budget": Budget.from_json(budget) if budget else None,
                "model": ModelSettings.from_json(model) if model else None,
                "method": Method.from_json(method) if method else None,
            }
        )


def start_event(config: Config, task: Mapping[str, Any], started: str) -> dict[str, Any]:
    """The data of a run's first event; ``started`` is a date in ISO 8601, for people. ``id`` is this run's and no other's."""
    return {
        "format": FORMAT,
        "id": uuid.uuid4().hex,
        "config": config.to_json(),
        "task": task,
        "versions": versions(),
        "started": started,
    }


def versions() -> dict[str, str]:
    """Versions that an exact resume depends on."""
    from importlib.metadata import PackageNotFoundError, version

    found = {"python": platform.python_version(), "machine": platform.machine()}
    for name in ("policy-compiler", "numpy", "cma", "numba", "llvmlite", "gymnasium"):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "absent"
    return found
