"""Many random policies in several processes: what became of them, by diagnostic, by engine, by feature."""

from __future__ import annotations

import multiprocessing
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tests.fuzz.features import features
from tests.fuzz.generator import Generated, generate
from tests.fuzz.verdicts import FAST, examine

BATCH = 25  # policies to one call of gcc and one process of CPython
BUILDS = ("O1", "O0", "native")


@dataclass
class Tally:
    """``refused`` code -> policies, ``compared`` engine -> policies; ``tags`` of policies that compile, ``failed`` by tag.

    ``failures`` are (policy, engine, what happened).
    """

    policies: int = 0
    compiled: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)  # code -> the first message
    compared: Counter[str] = field(default_factory=Counter)
    tags: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    failures: list[tuple[Generated, str, str]] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        self.policies += other.policies
        self.compiled += other.compiled
        self.refused.update(other.refused)
        self.examples = {**other.examples, **self.examples}
        self.compared.update(other.compared)
        self.tags.update(other.tags)
        self.failed.update(other.failed)
        self.failures += other.failures


@dataclass(frozen=True)
class Batch:
    """Seeds from ``first`` on through ``engines``; the first ``numba`` of them, made small, through Numba as well."""

    first: int
    count: int
    engines: tuple[str, ...] = FAST
    numba: int = 0
    build: str = "O1"


def run_batch(batch: Batch) -> Tally:
    seeds = range(batch.first, batch.first + batch.count)
    verdicts = examine([generate(s) for s in seeds], batch.engines, batch.build)
    if batch.numba:
        verdicts += examine([generate(s, small=True) for s in seeds[: batch.numba]], ("numba",), batch.build)
    tally = Tally(policies=len(verdicts))
    for verdict in verdicts:
        if verdict.refused:
            tally.refused[verdict.refused] += 1
            tally.examples.setdefault(verdict.refused, f"seed {verdict.generated.seed}: {verdict.message}")
            continue
        tally.compiled += verdict.compiles
        tally.compared.update(verdict.compared)
        tags = features(verdict.generated.source, verdict.faults)
        tally.tags.update(tags)
        if verdict.wrong:
            tally.failed.update(tags)
        tally.failures += [(verdict.generated, engine, what) for engine, what in verdict.wrong.items()]
    return tally


def batches(first: int, count: int, engines: tuple[str, ...] = FAST, numba: int = 0) -> list[Batch]:
    """Batches of ``count`` policies from seed ``first`` on; ``numba`` small ones more in each."""
    return [
        Batch(at, min(BATCH, first + count - at), engines, numba, BUILDS[k % len(BUILDS)])
        for k, at in enumerate(range(first, first + count, BATCH))
    ]


def run(todo: Sequence[Batch], jobs: int) -> Iterator[Tally]:
    """The tallies of ``todo`` in its order, from ``jobs`` processes."""
    if jobs < 2:
        yield from map(run_batch, todo)
        return
    # Fresh processes: LLVM's and Numba's threads do not survive a fork.
    with multiprocessing.get_context("spawn").Pool(jobs) as pool:
        yield from pool.imap(run_batch, todo)
