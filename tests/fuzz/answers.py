"""What an engine answers to a stream, and where two of them differ."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ppc.compiler.faults import DISQUALIFYING_MASK, FAULT_BITS, names
from tests.fuzz.streams import FINITE, KINDS

_NAN = np.uint64(0x7FF8000000000000)


@dataclass(frozen=True)
class Answer:
    """``actions`` u64[steps, action_size]: bits, every NaN the same one; ``status`` i64[steps], whole words."""

    actions: NDArray[np.uint64]
    status: NDArray[np.int64]

    @property
    def numbers(self) -> NDArray[np.float64]:
        return self.actions.view(np.float64)


def answer_of(actions: NDArray[np.float64], status: NDArray[np.int64]) -> Answer:
    bits = np.ascontiguousarray(actions, dtype=np.float64).view(np.uint64)
    return Answer(np.where(np.isnan(actions), _NAN, bits), np.asarray(status, dtype=np.int64))


def difference(found: Answer, expected: Answer, sites: bool = False) -> str | None:
    """Where ``found`` first leaves ``expected``; None: nowhere. ``sites``: the first fault site counts as well."""
    a, b = found.status, expected.status
    if not sites:
        a, b = a & FAULT_BITS, b & FAULT_BITS
    wrong = (found.actions != expected.actions).any(axis=1) | (a != b)
    if not wrong.any():
        return None
    t = int(np.argmax(wrong))
    return (
        f"step {t} ({KINDS[t]}): action {found.numbers[t].tolist()}, expected {expected.numbers[t].tolist()};"
        f" status {int(a[t]):x}, expected {int(b[t]):x}"
    )


@dataclass(frozen=True)
class Told:
    """CPython's episodes: ``actions`` f64[steps, action_size], NaN where it was not asked or had stopped; ``raised``
    maps a step to the exception there (-1: the class itself could not be made)."""

    actions: NDArray[np.float64]
    raised: dict[int, str]


def cpython_difference(told: Told, expected: Answer, bounds: tuple[float, float], begun: int) -> str | None:
    """Where CPython and the reference part, on finite episodes and up to the first fault or exception of each.

    ``begun`` is the status of ``derive`` and ``reset``. Faults that Python has no exception for end the comparison too, and so
    does an integer of Python's that 64 bits do not hold.
    """
    if told.raised.get(-1, "").startswith(_BEYOND_INT64):
        return None
    if -1 in told.raised:
        return None if begun else f"__init__ raises {told.raised[-1]}, the policy starts without a fault"
    if begun:
        return f"the policy starts with the faults {', '.join(names(begun))}, CPython without an exception"
    comparing = True
    for t, kind in enumerate(KINDS):
        if t == 0 or kind != KINDS[t - 1] or _begins(t):
            comparing = kind in FINITE
        if not comparing:
            continue
        status = int(expected.status[t]) & DISQUALIFYING_MASK
        if t in told.raised:
            comparing = False
            if not status and not told.raised[t].startswith(_BEYOND_INT64):
                return f"step {t} ({kind}): CPython raises {told.raised[t]}, there is no fault"
            continue
        action = told.actions[t]
        if status:
            comparing = False
            if not set(names(status)) <= _BEYOND_PYTHON and not np.isnan(action).any():
                return f"step {t} ({kind}): faults {', '.join(names(status))}, CPython answers {action.tolist()}"
            continue
        low, high = bounds
        finished = np.where(action < low, low, np.where(action > high, high, action))
        one = answer_of(finished[None, :], np.zeros(1, dtype=np.int64))
        if (one.actions[0] != expected.actions[t]).any():
            return f"step {t} ({kind}): CPython {finished.tolist()}, expected {expected.numbers[t].tolist()}"
    return None


_BEYOND_INT64 = "BeyondInt64"  # Python's integers have no end; what is there from here on is for Python to say
_BEYOND_PYTHON = {"capacity", "loop_bound", "action_range", "action_nan"}


def _begins(t: int) -> bool:
    from tests.fuzz.streams import stream

    return bool(stream(0).starts[t])
