"""What earlier rounds have shown: the attempts that prompts tell of."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Attempt:
    """A scored policy. ``round`` counts from 1. ``success_rate`` None: the task defines none. ``feedback`` is the probe's
    summary of its episodes, ``evidence`` our own, ``reflection`` what the model wrote about it."""

    round: int
    source: str
    mean_return: float
    success_rate: float | None
    feedback: str
    evidence: str = ""
    reflection: str = ""

    def to_json(self) -> dict[str, Any]:
        return asdict(self)
