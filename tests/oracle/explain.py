"""Why stock CPython's stream leaves the compiled one: the smallest set of rules that brings it back.

Kept in tests/vectors/explanations.json, for each policy that diverges: the first step and the number of steps that differ,
the rules, and the first flipped branch of every episode that has one.
"""

from __future__ import annotations

import itertools
import json
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tests.oracle.compare import Job, cpython, differences, flipped
from tests.oracle.rules import candidates
from tests.oracle.vectors import FOLDER, Recorded

PATH = FOLDER / "explanations.json"


@dataclass(frozen=True)
class Explanation:
    """``rules`` is empty where no set was found. ``flips`` as ``compare.flipped`` gives them."""

    first: int
    differing: int
    rules: tuple[str, ...]
    flips: tuple[dict[str, Any], ...] = ()


def explain(job: Job, ours: NDArray[np.float64], recorded: Recorded) -> Explanation | None:
    """The explanation for ``ours`` (f64[steps, width]) leaving the recorded stream; None where it does not."""
    steps = differences(ours, recorded.actions, recorded.valid)
    if not len(steps):
        return None
    rules = smallest(job, ours)
    flips = flipped(replace(job, rules=rules)) if rules else []
    return Explanation(int(steps[0]), len(steps), rules, tuple(flips))


def smallest(job: Job, ours: NDArray[np.float64]) -> tuple[str, ...]:
    """The smallest set of rules with which CPython gives ``ours`` on every step; () if there is none."""
    possible = candidates(job.policy.read_text())

    def suffices(sets: list[tuple[str, ...]]) -> list[bool]:
        answers = cpython([replace(job, rules=rules) for rules in sets])
        return [not len(differences(ours, a.actions, a.valid)) for a in answers]

    # A rule without which the full set fails is in every set that suffices; mostly these rules are the answer already.
    without = suffices([tuple(r for r in possible if r != rule) for rule in possible])
    needed = tuple(rule for rule, enough in zip(possible, without, strict=True) if not enough)
    if needed and suffices([needed])[0]:
        return needed
    others = [rule for rule in possible if rule not in needed]
    for size in range(1, len(others) + 1):
        sets = [(*needed, *more) for more in itertools.combinations(others, size)]
        for rules, enough in zip(sets, suffices(sets), strict=True):
            if enough:
                return rules
    return ()


def episode_of(recorded: Recorded, step: int, more: int = 20) -> slice:
    """The steps from the start of the episode that ``step`` lies in to ``more`` steps beyond it, or the episode's end."""
    starts = np.flatnonzero(recorded.starts)
    begin = int(starts[starts <= step][-1])
    later = starts[starts > step]
    end = int(later[0]) if len(later) else len(recorded.starts)
    return slice(begin, min(step + 1 + more, end))


def write(explanations: dict[str, Explanation]) -> None:
    content = {name: asdict(e) for name, e in sorted(explanations.items())}
    PATH.write_text(json.dumps(content, indent=1) + "\n")


def read() -> dict[str, Explanation]:
    content = json.loads(PATH.read_text())
    return {name: Explanation(e["first"], e["differing"], tuple(e["rules"]), tuple(e["flips"])) for name, e in content.items()}
