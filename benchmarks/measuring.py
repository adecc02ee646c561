"""Rounds in which contestants take turns, on processors that are named."""

from __future__ import annotations

import contextlib
import gc
import os
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Sample:
    """Environment steps, and the seconds of processor time and of the wall clock that they took."""

    steps: int
    cpu: float
    wall: float

    @property
    def rate(self) -> float:
        """Steps a second of processor time: on an idle machine, of the wall clock; other work on it disturbs this less."""
        return self.steps / max(self.cpu, 1e-9)


class ContestantFailed(Exception):
    """A contestant cannot run, or cannot run a case; the message is a line."""


Work = Callable[[int], Sample]  # an amount, in units of the contestant's own, to what it took


def local(steps_of: Callable[[int], int]) -> Work:
    """A contestant in this process; ``steps_of(amount)`` does the work and answers its steps."""

    def work(amount: int) -> Sample:
        wall, cpu = time.perf_counter(), time.process_time()
        steps = steps_of(amount)
        return Sample(steps, time.process_time() - cpu, time.perf_counter() - wall)

    return work


def amount_for(work: Work, seconds: float, first: int, *, multiple: int = 1) -> int:
    """How much makes a round of about ``seconds``, in multiples of ``multiple``; tries growing amounts from ``first``."""
    amount = max(first, multiple)
    work(amount)  # compiles, allocates, fills caches
    while True:
        spent = work(amount).cpu
        factor = seconds / max(spent, 1e-6)
        if factor < 1.5:
            break
        amount = int(amount * min(factor, 10.0))
        if factor <= 10.0:
            break
    return max(multiple, amount // multiple * multiple)


def rounds(
    contestants: Mapping[str, tuple[Work, int]], count: int, failed: dict[str, str] | None = None
) -> dict[str, list[Sample]]:
    """``count`` rounds of every contestant's (work, amount), all in turn in each. One that fails drops out; why goes
    into ``failed``."""
    samples: dict[str, list[Sample]] = {name: [] for name in contestants}
    for _ in range(count):
        gc.collect()
        for name in tuple(samples):
            work, amount = contestants[name]
            try:
                samples[name].append(work(amount))
            except ContestantFailed as reason:
                del samples[name]
                if failed is not None:
                    failed[name] = str(reason)
    return samples


def rates(samples: list[Sample]) -> list[float]:
    """Steps a second of each round, four digits of them."""
    return [float(f"{s.rate:.4g}") for s in samples]


def processors() -> list[int]:
    """The processors that this process may use; one nameless one where the system does not tell."""
    return sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else [-1]


@contextlib.contextmanager
def pinned(count: int) -> Iterator[list[int]]:
    """This thread, and threads and processes that it starts, on the last ``count`` of its processors; answers which.

    Without ``sched_setaffinity`` (macOS) nothing is pinned and the list is empty.
    """
    if not hasattr(os, "sched_setaffinity"):
        yield []
        return
    before = os.sched_getaffinity(0)
    chosen = sorted(before)[-count:]
    os.sched_setaffinity(0, chosen)
    try:
        yield chosen
    finally:
        os.sched_setaffinity(0, before)
