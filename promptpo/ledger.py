"""What a run has spent, and the hard caps on it. Steps and episodes follow from journaled events; the clock is read
only to see whether the cap on seconds is reached, and that verdict is itself a journaled event."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

from ppc.promptpo.recorder import Recorder


@dataclass(frozen=True)
class Caps:
    """None: no cap."""

    max_steps: int | None = None
    max_seconds: float | None = None


@dataclass
class Ledger:
    """``env_steps`` and ``episodes`` of every evaluation so far; ``seconds`` of this and earlier sessions."""

    caps: Caps = field(default_factory=Caps)
    env_steps: int = 0
    episodes: int = 0
    earlier_seconds: float = 0.0
    started: float = field(default_factory=time.monotonic)

    @property
    def seconds(self) -> float:
        return self.earlier_seconds + time.monotonic() - self.started

    def fits(self, env_steps: int) -> bool:
        """Whether the cap on steps leaves room for so many more, the worst that the next evaluation can take."""
        return self.caps.max_steps is None or self.env_steps + env_steps <= self.caps.max_steps

    @property
    def spent(self) -> bool:
        """Whether the cap on steps is used up to the last one."""
        return not self.fits(1)

    def charge(self, env_steps: int, episodes: int) -> None:
        self.env_steps += env_steps
        self.episodes += episodes

    def remaining_steps(self, planned: int) -> int:
        """Steps left of ``planned``, or of the cap where that is less."""
        limit = planned if self.caps.max_steps is None else min(planned, self.caps.max_steps)
        return max(0, limit - self.env_steps)

    def reached(self, recorder: Recorder, position: str) -> str | None:
        """The cap on seconds by name if it is reached at this point of the run. ``position`` is unique to the point."""
        key = f"cap/{position}"
        if self.caps.max_seconds is None:
            return None
        late = recorder.known(key) or (not recorder.replaying and self.seconds >= self.caps.max_seconds)
        if not late:
            return None
        recorder.effect("cap", key, self._describe)
        return "max_seconds"

    def _describe(self) -> dict[str, Any]:
        return {"cap": "max_seconds", "seconds": self.seconds, "env_steps": self.env_steps, "episodes": self.episodes}
