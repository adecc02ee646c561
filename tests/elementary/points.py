"""Arguments at which the elementary functions are tried, in bulk: f64[n, 2], from generators with fixed seeds.

A function's points are blocks in turn: the ranges that controllers use, every exponent, the places where its code
changes branch or its value is delicate, and random bit patterns.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Callable
from functools import cache

import gmpy2
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Group = Callable[[np.random.Generator, int], Floats]

HALF_PI = math.pi / 2
LN2 = math.log(2.0)
_WORST_TURN = math.ldexp(6381956970095103.0, 797)  # of all doubles the nearest to a multiple of pi/2


def uniform(low: float, high: float) -> Group:
    return lambda rng, n: rng.uniform(low, high, n)


def spread(low: float, high: float, both: bool = True) -> Group:
    """Logarithmically even; of both signs."""

    def group(rng: np.random.Generator, n: int) -> Floats:
        values = np.exp2(rng.uniform(math.log2(low), math.log2(high), n))
        return np.where(rng.random(n) < 0.5, -values, values) if both else values

    return group


def beside(centre: float, low: float = 2.0**-53, high: float = 0.25) -> Group:
    """At logarithmically even distances from ``centre``, relative to it."""
    distance = spread(low, high)
    return lambda rng, n: centre + centre * distance(rng, n)


def near(*centres: float, places: int = 512) -> Group:
    """Within ``places`` bit patterns of one of ``centres``, either sign."""

    def group(rng: np.random.Generator, n: int) -> Floats:
        bits = rng.choice(np.array(centres), n).view(np.int64)
        moved = (bits + rng.integers(-places, places + 1, n)).view(np.float64)
        return np.where(rng.random(n) < 0.5, -moved, moved)

    return group


def patterns(rng: np.random.Generator, n: int) -> Floats:
    """Any bit pattern; NaN and infinities among them."""
    return rng.integers(0, 1 << 64, n, dtype=np.uint64).view(np.float64)


def exponents(rng: np.random.Generator, n: int) -> Floats:
    """Every exponent in turn, the subnormals' among them, with random mantissas that are sparse in a quarter."""
    mantissa = rng.integers(0, 1 << 52, n, dtype=np.uint64)
    sparse = np.uint64(1) << rng.integers(0, 52, n).astype(np.uint64)
    mantissa = np.where(rng.random(n) < 0.25, sparse, mantissa)
    exponent = (np.arange(n) % 2047).astype(np.uint64) << np.uint64(52)
    sign = rng.integers(0, 2, n).astype(np.uint64) << np.uint64(63)
    return (sign | exponent | mantissa).view(np.float64)


def quarter_turns(rng: np.random.Generator, n: int) -> Floats:
    """Doubles beside multiples of pi/2, up to 2**52 of them; and the one double that comes closest."""
    multiple = np.floor(np.exp2(rng.uniform(0.0, 52.0, n)))
    values = multiple * HALF_PI + multiple * 6.123233995736766e-17
    values = (values.view(np.int64) + rng.integers(-2, 3, n)).view(np.float64)
    values[:: max(n, 1)] = _WORST_TURN
    return np.where(rng.random(n) < 0.5, -values, values)


@cache
def _hard_turns() -> Floats:
    """Doubles closer to a multiple of pi/2 than any smaller one of their exponent is, for every exponent from 2**0 on.

    m * 2**e is near a multiple where m is the denominator of a convergent of the continued fraction of 2**e / (pi/2).
    """
    places = 1300  # as many as 2**971 needs, and 200 for the fraction
    with gmpy2.context(precision=places + 1100):
        turns = int(gmpy2.floor(gmpy2.exp2(places + 1000) / gmpy2.const_pi() * 2))
    values = []
    for exponent in range(-52, 972):
        a, b = (turns >> (1000 - exponent)) % (1 << places), 1 << places
        before, q = 0, 1
        while a and q < 1 << 53:
            if q >= 1 << 26 and exponent + q.bit_length() <= 1024:
                values.append(math.ldexp(float(q), exponent))
            before, q = q, b // a * q + before
            a, b = b % a, a
    return np.array(values)


def hard_turns(rng: np.random.Generator, n: int) -> Floats:
    """Some of ``_hard_turns``, three quarters of them moved by at most three places."""
    bits = rng.choice(_hard_turns(), n).view(np.int64) + rng.integers(-3, 4, n) * (rng.random(n) < 0.75)
    return np.where(rng.random(n) < 0.5, -1.0, 1.0) * bits.view(np.float64)


def multiples(step: float, limit: int) -> Group:
    """Beside odd multiples of ``step / 2``, where an argument is reduced the other way."""

    def group(rng: np.random.Generator, n: int) -> Floats:
        odd = 2 * rng.integers(-limit, limit, n) + 1
        return (odd * (0.5 * step)) * (1.0 + rng.integers(-8, 9, n) * 2.0**-53)

    return group


def bounded(group: Group) -> Group:
    """Bent into [-1, 1] by the inverse where outside."""

    def inside(rng: np.random.Generator, n: int) -> Floats:
        values = group(rng, n)
        with np.errstate(all="ignore"):
            return np.where(np.abs(values) > 1.0, 1.0 / values, values)

    return inside


_TRIGONOMETRIC = [
    uniform(-10, 10), uniform(-1, 1), uniform(-1000, 1000), uniform(-3e6, 3e6), spread(1e5, 1e300),
    multiples(HALF_PI, 20), multiples(HALF_PI, 1 << 20), quarter_turns, hard_turns, near(2.0**20),
]  # fmt: skip
_INVERSE = [
    uniform(-1, 1), uniform(-1, 1), uniform(-0.2, 0.2), beside(0.5), near(0.5, 1.0), beside(1.0, high=0.5),
    beside(-1.0, high=0.5), bounded(exponents),
]  # fmt: skip
_EXPONENTIAL = [
    uniform(-1, 1), uniform(-10, 10), uniform(-45, 45), uniform(-746, 711), uniform(-746, -707), uniform(705, 711),
    multiples(LN2, 1100), near(709.782712893384, 745.1332191019411, 708.3964185322641, 710.4758600739439, LN2, LN2 / 2),
    spread(1e-20, 1),
]  # fmt: skip
_LOGARITHM = [
    uniform(0, 2), uniform(0, 100), spread(1e-3, 1e3, both=False), beside(1.0), beside(1.0, 2.0**-20), near(1.0),
    beside(math.sqrt(0.5)), beside(math.sqrt(2.0)), near(2.0, 0.5, 10.0, 0.1, 2.2250738585072014e-308),
]  # fmt: skip
_HYPERBOLIC = [*_EXPONENTIAL, near(0.5, 1.0, 0.25, 22.0, 2.0**-28), beside(0.5), uniform(-3, 3)]
_ERROR = [
    uniform(-1, 1), uniform(-6, 6), uniform(0, 28), uniform(25, 28), near(0.5, 0.75, 1.0, 1.5, 2.0, 6.0, 26.0), beside(0.5),
    spread(1e-20, 1),
]  # fmt: skip

RANGES: dict[str, list[Group]] = {
    **dict.fromkeys(("sin", "cos", "tan"), _TRIGONOMETRIC),
    **dict.fromkeys(("asin", "acos", "atanh"), _INVERSE),
    "atan": [
        uniform(-1, 1), uniform(-5, 5), spread(1.0, 1e20), beside(1.0), beside(math.tan(math.pi / 8)), near(1.0, 0.5, 2.0),
    ],
    **dict.fromkeys(("exp", "expm1"), _EXPONENTIAL),
    "exp2": [
        uniform(-1, 1), uniform(-50, 50), uniform(-1076, 1025), uniform(-1076, -1021), uniform(1000, 1025),
        multiples(1.0, 1080), near(1024.0, 1074.0, 1022.0, 0.5),
    ],
    **dict.fromkeys(("log", "log2", "log10"), _LOGARITHM),
    "log1p": [
        uniform(-1, 1), uniform(-1, 100), spread(1e-20, 1), spread(1, 1e20, both=False), beside(-1.0),
        near(0.4142, 0.2929, 1.0),
    ],
    **dict.fromkeys(("sinh", "cosh", "tanh"), _HYPERBOLIC),
    "asinh": [uniform(-1, 1), uniform(-20, 20), spread(1, 1e20), beside(0.5), near(0.5, 1.0, 2.0**28)],
    "acosh": [uniform(1, 2), uniform(1, 20), spread(1, 1e20, both=False), beside(1.0), near(1.0, 2.0, 2.0**28)],
    "cbrt": [uniform(-8, 8), uniform(-1000, 1000), near(1.0, 8.0, 27.0), beside(1.0)],
    **dict.fromkeys(("erf", "erfc"), _ERROR),
}  # fmt: skip


def _pairs(x: Group, y: Group) -> Group:
    return lambda rng, n: np.column_stack([x(rng, n), y(rng, n)])


def _scaled(factor: Group) -> Group:
    """y is x times a factor: quotients of every size where x has any exponent."""

    def group(rng: np.random.Generator, n: int) -> Floats:
        x = exponents(rng, n)
        with np.errstate(all="ignore"):
            return np.column_stack([x, x * factor(rng, n)])

    return group


def _powers(low: float, high: float, bases: Group) -> Group:
    """x**y with y chosen so that log(x**y) is even in [low, high]."""

    def group(rng: np.random.Generator, n: int) -> Floats:
        x = np.abs(bases(rng, n))
        with np.errstate(all="ignore"):
            return np.column_stack([x, rng.uniform(low, high, n) / np.log(x)])

    return group


def _whole_powers(rng: np.random.Generator, n: int) -> Floats:
    return np.column_stack([rng.uniform(-9, 9, n), rng.integers(-40, 41, n).astype(float)])


def _quotients(rng: np.random.Generator, n: int) -> Floats:
    """Quotients that are whole, or nearly."""
    y = rng.uniform(-10, 10, n)
    x = y * rng.integers(-1000, 1000, n)
    return np.column_stack([(x.view(np.int64) + rng.integers(-1, 2, n)).view(np.float64), y])


_ANY_SIZE = [_pairs(uniform(-1, 1), uniform(-1, 1)), _pairs(uniform(-100, 100), uniform(-100, 100))]
_ANY_SIZE += [_pairs(spread(1e-9, 1e9), spread(1e-9, 1e9)), _pairs(near(1.0), near(1.0)), _scaled(spread(1e-3, 1e3))]
_ANY_SIZE += [_scaled(near(1.0, 2.0, 0.5)), _pairs(exponents, patterns)]
_DIVISION = [*_ANY_SIZE, _quotients, _scaled(spread(1e-12, 1.0))]

PAIRS: dict[str, list[Group]] = {
    "pow": [
        _pairs(uniform(0, 5), uniform(-40, 40)), _pairs(uniform(0, 2), uniform(-3, 3)), _whole_powers,
        _powers(-745.2, 709.8, exponents), _powers(-745.2, 709.8, uniform(0.5, 2)), _powers(-745.2, 709.8, beside(1.0)),
        _powers(700, 709.8, patterns), _powers(-745.2, -708, patterns), _powers(-1, 1, exponents),
    ],
    "atan2": _ANY_SIZE,
    "hypot": _ANY_SIZE,
    "copysign": _ANY_SIZE,
    **dict.fromkeys(("fmod", "modulo", "floor_divide"), _DIVISION),
}  # fmt: skip


def points(name: str, count: int, part: int = 0) -> Floats:
    """``count`` arguments of ``name``, f64[count, 2]; each ``part`` has others. One argument: the second column is 0."""
    rng = np.random.default_rng([zlib.crc32(name.encode()), part])
    own = PAIRS.get(name) or RANGES[name]
    both = name in PAIRS
    wide: list[Group] = [_pairs(exponents, exponents), _pairs(patterns, patterns)] if both else [exponents, patterns]
    groups = [*own, *wide]
    sizes = [(count + i) // len(groups) for i in range(len(groups))]
    blocks = [group(rng, size) for group, size in zip(groups, sizes, strict=True)]
    if both:
        return np.concatenate(blocks)
    values = np.concatenate(blocks)
    return np.column_stack([values, np.zeros(len(values))])
