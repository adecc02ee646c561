"""Runs policies in CPython (in processes of its own) and compares their actions with compiled ones."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tests.oracle.instrument import Site
from tests.oracle.rules import RULES

ROOT = Path(__file__).parents[2]
PROCESSES = 2


@dataclass(frozen=True)
class Job:
    """``policy`` on ``observations`` (f64[steps, obs_size]) in episodes that begin at ``starts`` (default: one episode).

    ``width`` is the size of an action, ``rules`` what is substituted (none: stock CPython), ``cost`` a guess of how long it
    takes, in any unit: long jobs are begun first. With ``fields``, name -> (first index, size), the observations answer to
    these names.
    """

    policy: Path
    observations: NDArray[np.float64]
    width: int
    rules: tuple[str, ...] = RULES
    starts: NDArray[np.bool_] | None = None
    branches: bool = False
    cost: float = 1.0
    fields: dict[str, tuple[int, int]] | None = None


@dataclass(frozen=True)
class Answers:
    """CPython's actions, f64[steps, width]; ``raised`` maps steps to messages, and from there to the next episode the
    rows are NaN. ``taken`` are the branches of ``sites``: twice the site, plus 1 for true."""

    actions: NDArray[np.float64]
    raised: dict[int, str]
    taken: frozenset[int] = frozenset()
    sites: tuple[Site, ...] = ()

    @property
    def valid(self) -> NDArray[np.bool_]:
        """The steps that count, bool[steps]: CPython answered with numbers."""
        return np.asarray(~np.isnan(self.actions).any(axis=1))


@dataclass
class Coverage:
    """Branches taken and all branches, summed over policies."""

    taken: int = 0
    total: int = 0
    missed: list[str] = field(default_factory=list)

    def add(self, name: str, answers: Answers) -> None:
        self.taken += len(answers.taken)
        self.total += 2 * len(answers.sites)
        for k, site in enumerate(answers.sites):
            for outcome in (0, 1):
                if 2 * k + outcome not in answers.taken:
                    self.missed.append(f"{name}:{site.line}: {site.kind} never {bool(outcome)}: {site.text}")

    @property
    def percent(self) -> float:
        return 100.0 * self.taken / max(self.total, 1)


def run_jobs(jobs: Sequence[dict[str, Any]], processes: int = PROCESSES) -> list[dict[str, Any]]:
    """Runs job dictionaries of ``tests.oracle.substituted``."""
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(list(jobs), file)
        file.flush()
        command = [sys.executable, "-m", "tests.oracle.substituted", file.name, str(processes)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr[-2000:]
    results: list[dict[str, Any]] = json.loads(done.stdout)
    return results


def describe(job: Job, kind: str, stem: str) -> dict[str, Any]:
    """The dictionary of ``job``, whose arrays are written to files that begin with ``stem``."""
    starts = job.starts
    if starts is None:
        starts = np.arange(len(job.observations)) == 0
    np.save(f"{stem}-observations.npy", job.observations)
    np.save(f"{stem}-starts.npy", starts)
    return {
        "kind": kind,
        "policy": str(job.policy),
        "observations": f"{stem}-observations.npy",
        "starts": f"{stem}-starts.npy",
        "actions": f"{stem}-actions.npy",
        "width": job.width,
        "rules": list(job.rules),
        "branches": job.branches,
        "cost": job.cost,
        "fields": job.fields or {},
    }


def cpython(jobs: Sequence[Job], processes: int = PROCESSES) -> list[Answers]:
    """The answers of CPython, in the order of the jobs."""
    with tempfile.TemporaryDirectory() as folder:
        results = run_jobs([describe(job, "answer", f"{folder}/{k}") for k, job in enumerate(jobs)], processes)
        return [
            Answers(
                np.load(f"{folder}/{k}-actions.npy"),
                {int(step): message for step, message in result["raised"].items()},
                frozenset(result["branches"]),
                tuple(Site(*site) for site in result["sites"]),
            )
            for k, result in enumerate(results)
        ]


def flipped(job: Job) -> list[dict[str, Any]]:
    """In each episode the first decision that stock CPython and ``job.rules`` take differently: step, line, text and the
    differences of the compared numbers (margins) on both sides, None where the decision compares no two numbers."""
    with tempfile.TemporaryDirectory() as folder:
        (result,) = run_jobs([describe(job, "flips", f"{folder}/0")])
    flips: list[dict[str, Any]] = result["flips"]
    return flips


def first_difference(a: NDArray[np.float64], b: NDArray[np.float64], valid: NDArray[np.bool_] | None = None) -> int | None:
    """The first row (of those in ``valid``) that differs in a bit; all NaNs are one, zeros have signs."""
    rows = differences(a, b, valid)
    return int(rows[0]) if len(rows) else None


def differences(a: NDArray[np.float64], b: NDArray[np.float64], valid: NDArray[np.bool_] | None = None) -> NDArray[np.intp]:
    """All rows that differ."""
    n = min(len(a), len(b))
    equal = (a[:n].view(np.int64) == b[:n].view(np.int64)) | (np.isnan(a[:n]) & np.isnan(b[:n]))
    unequal = ~equal.all(axis=1)
    return np.flatnonzero(unequal if valid is None else unequal & valid[:n])
