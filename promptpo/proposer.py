"""What a source of candidate policies looks like to the optimisation loop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from ppc.compiler.signature import Signature
from ppc.promptpo.statistics import Statistics


@dataclass(frozen=True)
class Proposal:
    """A candidate's text. ``scales`` says how far tuning moves each float literal, in the order of the text (0: not at
    all); None leaves that to the literal's own size. ``origin`` goes into the journal and into exports."""

    name: str
    source: str
    summary: str = ""
    scales: tuple[float, ...] | None = None
    origin: dict[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "source": self.source,
            "summary": self.summary,
            "scales": None if self.scales is None else list(self.scales),
            "origin": self.origin,
        }

    @staticmethod
    def from_json(data: dict[str, Any]) -> Proposal:
        scales = data["scales"]
        return Proposal(
            data["name"], data["source"], data["summary"],
            None if scales is None else tuple(map(float, scales)), data["origin"],
        )  # fmt: skip


@dataclass(frozen=True)
class Verdict:
    """What became of an earlier candidate: a compile error's text, or its best mean return."""

    name: str
    source: str
    error: str | None = None
    mean_return: float | None = None


@dataclass(frozen=True)
class Situation:
    """All that a proposer is told."""

    signature: Signature
    statistics: Statistics
    history: Sequence[Verdict] = ()


class Proposer(Protocol):
    """``propose`` is called once a round, and only when the journal does not already hold the round's answer.

    A proposer that talks to something outside records its own requests and replies as effects of the journal.
    """

    name: str
    rounds: int

    def propose(self, round_number: int, situation: Situation) -> list[Proposal]: ...
