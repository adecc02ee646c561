"""Test vectors that ship with every artifact: observations, and what the reference interpreter answers to them."""

from __future__ import annotations

import math
import random
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ppc.compiler.faults import FAULT_BITS
from ppc.compiler.interpreter import Interpreter
from ppc.compiler.ir.nodes import Program
from ppc.compiler.signature import Field, Signature

_CANONICAL_NAN = 0x7FF8000000000000
_WORDS = 24_000  # numbers in one artifact's vectors, at most
_STEPS = 320
_EPISODES = 10
SPECIAL = (
    0.0, -0.0, 1.0, -1.0, 5e-324, -5e-324, 2.2250738585072014e-308, 1e-300, -1e300, 1e300, 1.7976931348623157e308,
    -1.7976931348623157e308, math.inf, -math.inf, math.nan, 4503599627370496.5, 9007199254740993.0, -9.3e18, 0.5, 2.5,
)  # fmt: skip


def bits_of(x: float) -> int:
    """The bit pattern of ``x``, u64; every NaN reads as the positive quiet one."""
    return _CANONICAL_NAN if x != x else int(struct.unpack("<Q", struct.pack("<d", x))[0])


def float_of(bits: int) -> float:
    """The number whose bit pattern is the u64 ``bits``."""
    return float(struct.unpack("<d", struct.pack("<Q", bits))[0])


@dataclass(frozen=True, slots=True)
class Vector:
    """One step: ``observation`` f64[obs_size] in, ``action`` f64[action_size] and fault bits out; ``reset`` before it."""

    reset: bool
    observation: tuple[float, ...]
    action: tuple[float, ...]
    status: int


@dataclass(frozen=True)
class Vectors:
    """Vectors of several episodes and the names of their columns."""

    observation_names: tuple[str, ...]
    action_names: tuple[str, ...]
    rows: tuple[Vector, ...]

    def text(self) -> str:
        """CSV: ``reset`` (1 starts an episode), bit patterns of the observation and the action, fault bits, all hex."""
        lines = [",".join(("reset", *self.observation_names, *self.action_names, "status"))]
        for row in self.rows:
            words = [f"{bits_of(x):016x}" for x in (*row.observation, *row.action)]
            lines.append(",".join((str(int(row.reset)), *words, f"{row.status:08x}")))
        return "\n".join(lines) + "\n"


def parse_vectors(text: str, obs_size: int) -> Vectors:
    """Reads ``Vectors.text()``; ValueError when it is malformed."""
    lines = text.splitlines()
    head = lines[0].split(",")
    rows = []
    for line in lines[1:]:
        cells = line.split(",")
        if len(cells) != len(head):
            raise ValueError(f"a vector has {len(cells)} columns, not {len(head)}")
        numbers = tuple(float_of(int(c, 16)) for c in cells[1:-1])
        rows.append(Vector(cells[0] == "1", numbers[:obs_size], numbers[obs_size:], int(cells[-1], 16)))
    return Vectors(tuple(head[1 : 1 + obs_size]), tuple(head[1 + obs_size : -1]), tuple(rows))


def element_names(fields: Sequence[Field]) -> tuple[str, ...]:
    """A name for every element: ``field`` or ``field[k]``."""
    names = [(f.name.replace(",", "_"), f.size) for f in fields]
    return tuple(name if size == 1 else f"{name}[{k}]" for name, size in names for k in range(size))


def make_vectors(
    program: Program,
    parameters: Sequence[float],
    signature: Signature,
    action_fields: Sequence[Field],
    count: int | None = None,
) -> Vectors:
    """Runs ``program`` with ``parameters`` on generated observations of ``signature``. Always the same.

    ``count`` steps in ten episodes; None: a few hundred, fewer for wide observations.
    """
    interpreter = Interpreter(program)
    constants = interpreter.constants(list(parameters))
    width = signature.obs_size + signature.action_size
    steps = (count or max(40, min(_STEPS, _WORDS // width))) // _EPISODES
    rows = []
    for episode in range(_EPISODES):
        interpreter.start(constants)
        for i, observation in enumerate(_observations(signature, episode, steps)):
            action, status = interpreter.step(observation)
            rows.append(Vector(i == 0, tuple(observation), tuple(action), status & FAULT_BITS))
    return Vectors(element_names(signature.observation), element_names(action_fields), tuple(rows))


def _observations(signature: Signature, episode: int, steps: int) -> Iterator[list[float]]:
    """Episodes 0-3: a smooth walk within the ranges; 4-5: independent points of them; 6: whole numbers; 7: ends of
    the ranges, zeros, denormals; 8: one special value at a time; 9: special values everywhere."""
    rng = random.Random(20_240 + episode)
    ranges = [_range(f) for f in signature.observation for _ in range(f.size)]
    walk = [low + (high - low) * rng.random() for low, high in ranges]
    for t in range(steps):
        inside = [low + (high - low) * rng.random() for low, high in ranges]
        if episode < 4:
            walk = [0.9 * w + 0.1 * x for w, x in zip(walk, inside, strict=True)]
            yield list(walk)
        elif episode < 6:
            yield inside
        elif episode == 6:
            yield [float(round(x)) for x in inside]
        elif episode == 7:
            small = (0.0, -0.0, 5e-324, -1e-310)
            yield [_pick(rng, (*small, low, high, x)) for (low, high), x in zip(ranges, inside, strict=True)]
        elif episode == 8:
            inside[t % len(inside)] = SPECIAL[t % len(SPECIAL)] if t < len(SPECIAL) else _pick(rng, SPECIAL)
            yield inside
        else:
            yield [_pick(rng, SPECIAL) for _ in ranges]


def _pick(rng: random.Random, values: Sequence[float]) -> float:
    # Not rng.choice: only random() promises the same numbers in every Python.
    return values[int(rng.random() * len(values))]


def _range(f: Field) -> tuple[float, float]:
    """A plausible interval for a field: its own bounds, or a few units around zero where it has none."""
    huge = 1e6
    low, high = f.low, f.high
    if abs(low) > huge and abs(high) > huge:
        return -3.0, 3.0
    if abs(low) > huge:
        return high - 6.0, high
    if abs(high) > huge:
        return low, low + 6.0
    return low, high
