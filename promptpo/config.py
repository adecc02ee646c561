"""What a run was asked to do: the journal's first event."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ppc.promptpo.budget import Budget
from ppc.promptpo.journal import FORMAT


class OptimizeError(Exception):
    """The run cannot be made; the message says what to do."""


@dataclass(frozen=True)
class Config:
    """``budget`` None in a request means the engine's default; in a journal it is always there."""

    env_id: str
    seed: int = 0
    proposer: str = "templates"
    max_steps: int | None = None
    max_seconds: float | None = None
    env_kwargs: Mapping[str, Any] = field(default_factory=dict)
    task_file: str | None = None
    budget: Budget | None = None

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
        }

    @staticmethod
    def from_json(data: dict[str, Any]) -> Config:
        budget = data["budget"]
        return Config(**{**data, "budget": Budget.from_json(budget) if budget else None})


def start_event(config: Config, task: Mapping[str, Any], started: str) -> dict[str, Any]:
    """The data of a run's first event; ``started`` is a date in ISO 8601, for people."""
    return {"format": FORMAT, "config": config.to_json(), "task": task, "versions": versions(), "started": started}


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
