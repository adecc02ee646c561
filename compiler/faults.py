"""Run-time faults: what Python would have raised, as bits of the status word.

A step's status is an i64: the low 32 bits are the union of the faults raised in that step, the high 32 bits
are the index of the first fault site plus one (0: none). 0 means that nothing happened.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FaultKind:
    """``bit`` is the mask in the status word; a ``disqualifying`` fault makes the step answer the safe action."""

    name: str
    bit: int
    disqualifying: bool
    meaning: str


_KINDS = (
    ("index", True, "an index was outside of its sequence; it was clamped"),
    ("zero_division", True, "division by zero where Python raises ZeroDivisionError"),
    ("domain", True, "an argument outside of a math function's domain"),
    ("overflow", True, "a math function's result is too large"),
    ("int_of_nan", True, "an infinite or NaN number was made an integer"),
    ("capacity", True, "a bounded container was full; the element was dropped"),
    ("loop_bound", True, "a loop reached its bound and was left"),
    ("absent", True, "None was used as a number"),
    ("unassigned", True, "a variable was read before it was assigned"),
    ("key", True, "a key that is not in the dictionary"),
    ("value", True, "a value that the operation does not accept (ValueError)"),
    ("action_range", True, "a discrete action outside of its range"),
    ("action_nan", True, "a NaN action; the safe action was taken"),
    ("action_clipped_infinity", False, "an infinite action was clipped to its bound"),
)

FAULTS: dict[str, FaultKind] = {
    name: FaultKind(name, 1 << i, disqualifying, meaning) for i, (name, disqualifying, meaning) in enumerate(_KINDS)
}
DISQUALIFYING_MASK = sum(f.bit for f in FAULTS.values() if f.disqualifying)
FAULT_BITS = 0xFFFFFFFF


def status_of(code: str, site: int) -> int:
    """The status word that a lone fault at ``site`` leaves."""
    return FAULTS[code].bit | (site + 1) << 32


def names(status: int) -> list[str]:
    """Names of the faults in a status word."""
    return [f.name for f in FAULTS.values() if status & f.bit]


def first_site(status: int) -> int | None:
    """Index of the first fault site in a status word."""
    site = (status >> 32) & 0x7FFFFFFF
    return site - 1 if site else None
