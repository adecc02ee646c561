"""What earlier rounds have shown: the attempts that prompts tell of."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
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


@dataclass(frozen=True)
class Excerpt:
    """The part of a history that a prompt shows: programs in full in the order of the prompt, the others on one line each
    (earliest first), and how many it does not mention. ``tokens`` is the estimate of both parts together."""

    full: tuple[Attempt, ...]
    brief: tuple[Attempt, ...]
    left_out: int
    tokens: int


def tokens(text: str) -> int:
    """About how many tokens ``text`` is, rather too many: a third of its bytes (programs and English take a quarter)."""
    return -(-len(text.encode("utf-8", "surrogatepass")) // 3)


def ranked(history: Sequence[Attempt], by_success: bool = False) -> list[Attempt]:
    """Best first: by mean return, or by the rate of success alone. Of equals the earliest is first; NaN is last."""

    def key(attempt: Attempt) -> float:
        value = attempt.success_rate if by_success else attempt.mean_return
        return math.inf if value is None or math.isnan(value) else -value

    return sorted(history, key=key)


def excerpt(
    history: Sequence[Attempt],
    parents: int,
    most: int | None,
    full_cost: Callable[[Attempt], int],
    brief_cost: Callable[[Attempt], int],
    by_success: bool = False,
) -> Excerpt:
    """The ``parents`` best and the latest in full (parents 0: all, in their order), within ``most`` tokens (None: no bound).

    Room is given to the best, then the latest, then the next best; what of these does not fit is told on a line, as are the
    others, the latest before the earlier.
    """
    best = ranked(history, by_success)
    wanted = best[: parents or len(best)]
    priority = [*wanted[:1], *history[-1:], *wanted[1:]]
    left = math.inf if most is None else most
    spent, chosen, brief = 0, set[int](), set[int]()
    for attempt in priority:
        if id(attempt) not in chosen and spent + (cost := full_cost(attempt)) <= left:
            chosen.add(id(attempt))
            spent += cost
    for attempt in reversed(history):
        if id(attempt) not in chosen and spent + (cost := brief_cost(attempt)) <= left:
            brief.add(id(attempt))
            spent += cost
    order = [*wanted, *(a for a in history[-1:] if a not in wanted)] if parents else history
    full = tuple(a for a in order if id(a) in chosen)
    short = tuple(a for a in history if id(a) in brief)
    return Excerpt(full, short, len(history) - len(full) - len(short), spent)
