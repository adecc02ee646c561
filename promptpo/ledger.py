"""What a run has spent, and the hard caps on it. Steps, episodes, tokens and dollars follow from journaled events; the clock
is read only to see whether the cap on seconds is reached, and that verdict is itself a journaled event."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ppc.promptpo.recorder import Recorder

if TYPE_CHECKING:
    from ppc.promptpo.llm.messages import Reply


@dataclass(frozen=True)
class Caps:
    """None: no cap."""

    max_steps: int | None = None
    max_seconds: float | None = None
    max_usd: float | None = None
    max_tokens: int | None = None


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens of one request or of many. Whole numbers, so that no sum depends on the order in which replies arrive."""

    prompt: int = 0
    completion: int = 0

    @property
    def total(self) -> int:
        return self.prompt + self.completion

    def __add__(self, other: Tokens) -> Tokens:
        return Tokens(self.prompt + other.prompt, self.completion + other.completion)

    def to_json(self) -> dict[str, int]:
        return {"prompt": self.prompt, "completion": self.completion}


@dataclass(frozen=True, slots=True)
class Prices:
    """In dollars a million tokens."""

    prompt: float
    completion: float

    def dollars(self, tokens: Tokens) -> float:
        return (tokens.prompt * self.prompt + tokens.completion * self.completion) / 1e6


@dataclass
class Ledger:
    """``env_steps`` and ``episodes`` of every evaluation so far; ``seconds`` of this and earlier sessions.

    ``answered`` are the tokens of every answered request, ``requests`` their number. ``unanswered``: the worst case of what was
    sent, brought no answer (a time-out, a killed process) and may have been charged for all the same; it counts for the caps
    only. ``foretold``: keys at which the cap on seconds was reached in the run that this one repeats, in place of the clock.
    """

    caps: Caps = field(default_factory=Caps)
    env_steps: int = 0
    episodes: int = 0
    requests: int = 0
    answered: Tokens = field(default_factory=Tokens)
    unanswered: Tokens = field(default_factory=Tokens)
    prices: Prices | None = None
    foretold: frozenset[str] | None = None
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

    @property
    def tokens(self) -> int:
        """Of all answered requests, prompts and replies."""
        return self.answered.total

    @property
    def dollars(self) -> float | None:
        """For all answered requests; None without prices."""
        return None if self.prices is None else self.prices.dollars(self.answered)

    def charge_reply(self, reply: Reply) -> None:
        self.answered += Tokens(reply.prompt_tokens, reply.completion_tokens)
        self.requests += 1

    def charge_unanswered(self, worst: Tokens) -> None:
        self.unanswered += worst

    def lacks(self, worst: Tokens) -> str | None:
        """The cap, "max_usd" or "max_tokens", that has no room left for ``worst`` more; None if both have."""
        tokens = self.answered + self.unanswered + worst
        if self.caps.max_usd is not None and self.prices is not None and not self.prices.dollars(tokens) <= self.caps.max_usd:
            return "max_usd"
        if self.caps.max_tokens is not None and tokens.total > self.caps.max_tokens:
            return "max_tokens"
        return None

    def describe(self, cap: str) -> dict[str, Any]:
        """What the event of a reached ``cap`` says: the cap and all that was spent."""
        spent = {"cap": cap, "seconds": self.seconds, "env_steps": self.env_steps, "episodes": self.episodes}
        if self.requests or self.unanswered.total:
            spent |= {"requests": self.requests, "dollars": self.dollars}
            spent |= {"answered": self.answered.to_json(), "unanswered": self.unanswered.to_json()}
        return spent

    def remaining_steps(self, planned: int) -> int:
        """Steps left of ``planned``, or of the cap where that is less."""
        limit = planned if self.caps.max_steps is None else min(planned, self.caps.max_steps)
        return max(0, limit - self.env_steps)

    def reached(self, recorder: Recorder, position: str) -> str | None:
        """The cap on seconds by name if it is reached at this point of the run. ``position`` is unique to the point."""
        key = f"cap/{position}"
        if self.caps.max_seconds is None:
            return None
        if self.foretold is not None:
            late = key in self.foretold
        else:
            late = not recorder.replaying and self.seconds >= self.caps.max_seconds
        if not (late or recorder.known(key)):
            return None
        recorder.effect("cap", key, lambda: self.describe("max_seconds"))
        return "max_seconds"
