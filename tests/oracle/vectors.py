"""Recorded actions of stock CPython, in tests/vectors: one file a policy, xz-compressed text.

A file has a few lines ``key: value``, an empty line, and one line a step: the action's elements as the 16 hex digits of
their IEEE 754 words, ``=`` for the line above once more, ``raised`` where CPython raised. The observations are not stored:
they follow from the actions (``tests.oracle.streams``); ``observations`` in the head is their SHA-256, so that a simulator
that runs differently elsewhere is told from a policy that does.
"""

from __future__ import annotations

import hashlib
import lzma
import platform
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tests.oracle.streams import replay

FOLDER = Path(__file__).parents[1] / "vectors"


@dataclass(frozen=True)
class Recorded:
    """Stock CPython's run of a policy. Rows of ``actions`` at which it raised are NaN."""

    name: str
    actions: NDArray[np.float64]
    observations: NDArray[np.float64]
    starts: NDArray[np.bool_]
    intact: bool

    def first(self, steps: int) -> Recorded:
        return Recorded(self.name, self.actions[:steps], self.observations[:steps], self.starts[:steps], self.intact)

    @property
    def valid(self) -> NDArray[np.bool_]:
        return np.asarray(~np.isnan(self.actions).any(axis=1))


def digest(observations: NDArray[np.float64]) -> str:
    return hashlib.sha256(observations.astype("<f8").tobytes()).hexdigest()


def path_of(name: str) -> Path:
    return FOLDER / f"{name}.xz"


def names() -> list[str]:
    """Recorded policies."""
    return sorted(p.stem for p in FOLDER.glob("*.xz"))


def write(name: str, actions: NDArray[np.float64]) -> None:
    """Writes the vector file of a policy; rows of NaN say that it raised."""
    observations, _ = replay(name, actions)
    lines = [
        f"policy: {name}",
        f"steps: {len(actions)}",
        f"python: {platform.python_version()}",
        f"numpy: {np.__version__}",
        f"observations: {digest(observations)}",
        "",
    ]
    before = ""
    for row in actions.tolist():
        line = "raised" if any(v != v for v in row) else " ".join(struct.pack(">d", v).hex() for v in row)
        lines.append("=" if line == before else line)
        before = line
    FOLDER.mkdir(exist_ok=True)
    path_of(name).write_bytes(lzma.compress("\n".join([*lines, ""]).encode(), preset=9 | lzma.PRESET_EXTREME))


def read(name: str) -> Recorded:
    """Reads a vector file and makes its observations again. Raises FileNotFoundError if the policy was never recorded."""
    head, body = lzma.decompress(path_of(name).read_bytes()).decode().split("\n\n")
    keys = dict(line.split(": ") for line in head.splitlines())
    rows: list[str] = []
    for line in body.splitlines():
        rows.append(rows[-1] if line == "=" else line)
    width = max(len(row.split()) for row in rows)
    nan = (float("nan"),) * width
    actions = [
        nan if row == "raised" else tuple(struct.unpack(">d", bytes.fromhex(word))[0] for word in row.split()) for row in rows
    ]
    array = np.array(actions, dtype=np.float64)
    observations, starts = replay(name, array)
    return Recorded(name, array, observations, starts, digest(observations) == keys["observations"])
