"""What the journal of a tuning says of it: what was asked for, how far it may go, and how it ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ppc.promptpo.budget import Budget
from ppc.promptpo.config import TUNE, Config, OptimizeError
from ppc.promptpo.journal import Event
from ppc.promptpo.survival import Survival


@dataclass(frozen=True)
class About:
    """What a journal is told of a tuning besides its numbers. ``task`` describes the task as an engine does, ``policy`` is
    the name of the policy's file, ``out`` the file that the tuned text is meant for."""

    env_id: str = ""
    env_kwargs: Mapping[str, Any] = field(default_factory=dict)
    task_file: str | None = None
    task: Mapping[str, Any] = field(default_factory=dict)
    policy: str = "policy.py"
    out: str | None = None

    def to_json(self, source: str, survival: Survival | None) -> dict[str, Any]:
        """What the first event says beyond the run's configuration."""
        told = None if survival is None else survival.to_json()
        return {"policy": self.policy, "source": source, "survival": told, "out": self.out}


class Record:
    """The ``events`` of a tuning's journal, read. Raises OptimizeError if they are a run of another kind; ``path`` names the
    journal in messages."""

    def __init__(self, events: Sequence[Event], path: object) -> None:
        self.events = list(events)
        self._path = path
        self.config = Config.from_json(self.events[0].data["config"])
        if self.config.proposer != TUNE:
            raise OptimizeError(f"{path} is the journal of a search: go on with ppc optimize --resume, or choose another --out")
        asked = self.events[0].data["tune"]
        self.policy: str = asked["policy"]
        self.source: str = asked["source"]
        self.out: str | None = asked["out"]
        self.survival = None if asked["survival"] is None else Survival.from_json(asked["survival"])
        caps: list[dict[str, Any]] = [{"max_steps": self.config.max_steps, "max_seconds": self.config.max_seconds}]
        caps += [e.data for e in self.events if e.kind == "raised"]
        self.max_steps: int | None = caps[-1]["max_steps"]
        self.max_seconds: float | None = caps[-1]["max_seconds"]
        self._raised = len(caps) > 1

    @property
    def budget(self) -> Budget:
        """The budget as it was when the tuning began."""
        assert self.config.budget is not None
        return self.config.budget

    @property
    def steps(self) -> int:
        """How far the search may go."""
        most = self.budget.total_steps
        return max(most, self.max_steps or 0) if self._raised else most

    @property
    def seconds(self) -> float:
        """Seconds that it has taken, as far as they were written down."""
        return max((float(e.data.get("seconds", 0.0)) for e in self.events), default=0.0)

    @property
    def finished(self) -> dict[str, Any] | None:
        """The data of the last event, if it ends the tuning."""
        return self.events[-1].data if self.events[-1].kind == "finished" else None

    @property
    def text(self) -> str | None:
        """The tuned text of the latest end, "finished" or "interrupted"."""
        ends = [e for e in self.events if e.kind in ("finished", "interrupted")]
        return str(ends[-1].data["tuned_source"]) if ends else None

    def check(self, source: str, seed: int, budget: Budget | None, survival: Survival | None) -> None:
        """Raises OptimizeError if these are not what the journal began with. ``budget`` None: whichever it was."""
        asked = {"policy": source, "seed": seed, "survival bonus": survival, "budget": budget or self.budget}
        then = {"policy": self.source, "seed": self.config.seed, "survival bonus": self.survival, "budget": self.budget}
        for what, value in asked.items():
            if value != then[what]:
                raise OptimizeError(
                    f"{self._path} is a tuning with another {what}: resume it with the same, or start a new one"
                )

    def raised(self, max_steps: int | None, max_seconds: float | None) -> dict[str, Any] | None:
        """The caps from now on, where they are not what they were; None asks for no change. Raises OptimizeError."""
        steps = self.max_steps if max_steps is None else max_steps
        seconds = self.max_seconds if max_seconds is None else max_seconds
        if (steps, seconds) == (self.max_steps, self.max_seconds):
            return None
        if steps is not None and steps != self.max_steps and steps < self.steps:
            raise OptimizeError(f"this tuning goes on to {self.steps} steps: --max-steps can only be raised, not to {steps}")
        if seconds is not None and seconds != self.max_seconds and seconds <= self.seconds:
            raise OptimizeError(
                f"this tuning has taken {self.seconds:.0f} s already, and --max-seconds counts them: give more than that"
            )
        return {"max_steps": steps, "max_seconds": seconds}
