"""Runs policies in CPython (in a process of its own) and compares their actions with compiled ones."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

RULES = ("elementary", "power", "reductions")
SCRIPT = Path(__file__).with_name("substituted.py")


@dataclass(frozen=True)
class Stream:
    """Actions of CPython; rows from ``raised`` on (where not None) are missing."""

    actions: NDArray[np.float64]
    raised: int | None
    message: str = ""

    @property
    def steps(self) -> int:
        return len(self.actions) if self.raised is None else self.raised


def cpython(jobs: list[tuple[Path, NDArray[np.float64], int, tuple[str, ...]]]) -> list[Stream]:
    """Streams for (policy file, observations, action size, rules) jobs, all in one process."""
    with tempfile.TemporaryDirectory() as folder:
        described: list[dict[str, Any]] = []
        for k, (policy, observations, width, rules) in enumerate(jobs):
            np.save(f"{folder}/o{k}.npy", observations)
            described.append(
                {
                    "policy": str(policy),
                    "observations": f"{folder}/o{k}.npy",
                    "actions": f"{folder}/a{k}.npy",
                    "width": width,
                    "rules": list(rules),
                }
            )
        Path(f"{folder}/jobs.json").write_text(json.dumps(described))
        done = subprocess.run(
            [sys.executable, str(SCRIPT), f"{folder}/jobs.json"], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr[-2000:]
        raised = json.loads(done.stdout)
        return [
            Stream(np.load(f"{folder}/a{k}.npy"), r[0] if r else None, r[1] if r else "") for k, r in enumerate(raised)
        ]


def first_difference(a: NDArray[np.float64], b: NDArray[np.float64]) -> int | None:
    """The first row that differs in a bit (all NaNs are one, zeros have signs)."""
    n = min(len(a), len(b))
    equal = (a[:n].view(np.int64) == b[:n].view(np.int64)) | (np.isnan(a[:n]) & np.isnan(b[:n]))
    rows = np.flatnonzero(~equal.all(axis=1))
    return int(rows[0]) if len(rows) else None


def subsets() -> list[tuple[str, ...]]:
    """All sets of rules, small ones first."""
    return [c for n in range(len(RULES) + 1) for c in itertools.combinations(RULES, n)]
