"""``round(x, n)`` of Python floats, against Python's own."""

from __future__ import annotations

import math
import random
import struct

from ppc.compiler.numerics.decimal_rounding import round_places, round_tens


def bits(x: float) -> bytes:
    return struct.pack("<d", x)


def test_places_are_those_of_python() -> None:
    rng = random.Random(1)
    for k in range(60_000):
        n = rng.choice([0, 1, 2, 3, 4, 6, 10, 15, 22])
        x = [
            rng.uniform(-10.0, 10.0),
            rng.randint(-100_000, 100_000) / rng.choice([2.0, 4.0, 8.0, 64.0, 256.0]),  # ties
            (rng.randint(-(10**7), 10**7) + 0.5) / 10**n,
            math.nextafter((rng.randint(-(10**6), 10**6) + 0.5) / 10**n, rng.choice([-1e9, 1e9])),
            struct.unpack("<d", rng.randbytes(8))[0],
            rng.uniform(-1.0, 1.0) * 10.0 ** rng.randint(-12, 18),
        ][k % 6]
        if math.isfinite(x) and abs(x) < 1e300:
            assert bits(round_places(x, 10.0**n)) == bits(round(x, n)), (x, n)


def test_tens_are_those_of_python() -> None:
    rng = random.Random(2)
    for k in range(20_000):
        n = rng.choice([1, 2, 3])
        x = rng.uniform(-1e5, 1e5) if k % 2 else rng.randint(-(10**5), 10**5) * 5.0
        assert bits(round_tens(x, 10.0**n)) == bits(round(x, -n)), (x, n)


def test_what_is_no_number_stays() -> None:
    assert math.isnan(round_places(math.nan, 100.0))
    assert round_places(-math.inf, 100.0) == -math.inf
    assert math.copysign(1.0, round_places(-0.001, 100.0)) == -1.0
