"""Errors against MPFR, in units of the last place of the exact value: at most one anywhere."""

import importlib
import math
import random
import struct

import gmpy2
import pytest

from ppc.compiler.elementary import FUNCTION_FILES

COUNT = 300  # points per group
INF = math.inf

UNARY = (
    *("sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh"),
    *("exp", "exp2", "expm1", "log", "log2", "log10", "log1p", "cbrt", "erf", "erfc"),
)
REFERENCES = {name: getattr(gmpy2, name) for name in (*UNARY, "atan2", "hypot")}
REFERENCES["pow"] = lambda x, y: x**y


@pytest.fixture(autouse=True)
def wide_context():
    """Enough digits that the reference counts as exact, and no under- or overflow in it."""
    with gmpy2.context(precision=200, emax=2**40, emin=-(2**40)):
        yield


def ulp_error(computed, exact):
    """|computed - exact| in units of the last place of a double at the exact value."""
    if not gmpy2.is_finite(exact):
        return 0.0 if str(gmpy2.mpfr(computed)) == str(exact) else math.inf
    if exact == 0:
        return 0.0 if computed == 0.0 else math.inf
    if computed != computed:
        return math.inf
    overflow = gmpy2.mpfr(2) ** 1024
    if abs(exact) >= overflow:
        return 0.0 if math.isinf(computed) and (computed > 0) == (exact > 0) else math.inf
    # Infinity stands for the first power of two that has no double.
    value = math.copysign(1, computed) * overflow if math.isinf(computed) else computed
    place = max(gmpy2.get_exp(exact) - 53, -1074)
    return float(abs(value - exact) * gmpy2.mpfr(2) ** -place)


class Points:
    """Argument generators, each of COUNT points from a generator with a fixed seed."""

    def __init__(self, seed):
        self.rng = random.Random(seed)

    def uniform(self, low, high):
        return [self.rng.uniform(low, high) for _ in range(COUNT)]

    def spread(self, low, high):
        """Logarithmically even, both signs."""
        low, high = math.log(low), math.log(high)
        sign = self.rng.choice
        return [sign((-1, 1)) * math.exp(self.rng.uniform(low, high)) for _ in range(COUNT)]

    def patterns(self):
        """Random bit patterns of finite numbers."""
        values = [struct.unpack("<d", self.rng.randbytes(8))[0] for _ in range(COUNT)]
        return [x for x in values if math.isfinite(x)]

    def subnormals(self):
        return [self.rng.choice((-1, 1)) * self.rng.getrandbits(52) * 5e-324 for _ in range(COUNT)]

    def near(self, centre):
        """Within 64 places of a number."""
        place = math.ulp(centre)
        return [centre + self.rng.randint(-64, 64) * place for _ in range(COUNT)]

    def quarter_turns(self):
        """The doubles nearest to multiples of pi/2, over the whole range."""
        values = []
        with gmpy2.context(precision=1300):
            half_pi = gmpy2.const_pi() / 2
            for _ in range(COUNT):
                multiple = self.rng.getrandbits(self.rng.choice((4, 12, 20, 22, 60, 300, 1000)))
                values.append(float(half_pi * multiple))
        return values

    def unary(self, name):
        common = self.patterns() + self.subnormals() + self.spread(1e-20, 1.0)
        if name in ("sin", "cos", "tan"):
            own = self.uniform(-10, 10) + self.uniform(-2e6, 2e6) + self.quarter_turns()
            # The double closest to a multiple of pi/2 of all.
            own += [*self.near(math.pi / 4), math.ldexp(6381956970095103.0, 797)]
        elif name in ("asin", "acos", "atanh"):
            own = self.uniform(-1, 1) + self.uniform(-0.2, 0.2) + self.near(0.5) + self.near(1.0)
            own += [1.0 - abs(d) for d in self.spread(1e-16, 0.5)]
        elif name == "atan":
            own = self.uniform(-1, 1) + self.uniform(-5, 5) + self.near(math.tan(math.pi / 8))
            own += self.near(1.0) + self.spread(1.0, 1e20)
        elif name in ("log", "log2", "log10"):
            own = [abs(x) for x in self.uniform(0, 2) + self.spread(1e-3, 1e3)]
            own += self.near(1.0) + self.near(math.sqrt(0.5)) + self.near(math.sqrt(2.0))
            own += [1.0 + d for d in self.spread(1e-16, 0.1)]
        elif name == "log1p":
            own = self.uniform(-1, 1) + self.spread(1.0, 1e20) + self.near(-0.999)
        elif name == "acosh":
            own = self.uniform(1, 20) + self.near(1.0) + [1 + abs(d) for d in self.spread(1e-16, 1)]
            own += self.near(2.0**28)
        elif name in ("erf", "erfc"):
            own = self.uniform(-1, 1) + self.uniform(-6, 6) + self.uniform(0, 27.3)
            own += self.uniform(26, 27.3) + self.near(0.5) + self.near(0.75)
        elif name == "cbrt":
            own = self.uniform(-8, 8) + self.near(1.0)
        else:  # The exponential family.
            own = self.uniform(-1, 1) + self.uniform(-45, 45) + self.uniform(-746, 710)
            own += self.uniform(-746, -708) + self.uniform(708.5, 711)
            own += self.near(709.782712893384) + self.near(-745.1332191019411)
            if name == "exp2":
                own += self.uniform(-1076, -1021) + self.uniform(1000, 1025)
            if name in ("sinh", "cosh", "asinh"):
                own += self.near(0.5) + self.near(1.0) + self.near(710.4758600739439)
        return own + common

    def binary(self, name):
        if name == "pow":
            pairs = list(zip(map(abs, self.patterns()), self.patterns(), strict=False))
            pairs += zip(map(abs, self.uniform(0, 5)), self.uniform(-40, 40), strict=False)
            integers = [float(self.rng.randint(-40, 40)) for _ in range(COUNT)]
            pairs += zip(self.uniform(-9, 9), integers, strict=False)
            # Results over the whole range, its two ends, and the subnormals.
            for low, high in ((-745.2, 709.8), (700.0, 709.8), (-745.2, -708.0)):
                bases = [abs(x) for x in self.patterns() + self.subnormals()]
                bases += self.uniform(0.5, 2) + [1.0 + d for d in self.spread(1e-15, 0.4)]
                for x in bases:
                    if x > 0.0 and x != 1.0:
                        pairs.append((x, self.rng.uniform(low, high) / math.log(x)))
            return pairs
        pairs = list(zip(self.uniform(-1, 1), self.uniform(-1, 1), strict=False))
        pairs += zip(self.spread(1e-9, 1e9), self.spread(1e-9, 1e9), strict=False)
        pairs += zip(self.patterns(), self.patterns(), strict=False)
        pairs += zip(self.subnormals(), self.subnormals(), strict=False)
        pairs += zip(self.near(1.0), self.near(1.0), strict=False)
        ratios = self.spread(1e-3, 1e3)
        pairs += [(x, x * r) for x, r in zip(self.patterns(), ratios, strict=False) if math.isfinite(x * r)]
        return pairs


def function(name):
    module = importlib.import_module("ppc.compiler.elementary." + FUNCTION_FILES[name])
    return getattr(module, name)


@pytest.mark.parametrize("name", sorted(REFERENCES))
def test_within_one_ulp(name):
    computed, reference = function(name), REFERENCES[name]
    points = Points(f"accuracy {name}")
    if name in ("pow", "atan2", "hypot"):
        cases = points.binary(name)
    else:
        cases = [(x,) for x in points.unary(name)]
    assert len(cases) > 1000
    worst = max((ulp_error(computed(*case), reference(*map(gmpy2.mpfr, case))), case) for case in cases)
    assert worst[0] <= 1.0, worst


def test_fmod_is_exact():
    points, fmod = Points("accuracy fmod"), function("fmod")
    cases = points.binary("fmod")
    for k in range(COUNT):
        # Quotients that are whole, or nearly.
        y = points.rng.uniform(0.1, 10.0)
        x = y * k
        cases += [(x, y), (math.nextafter(x, 0.0), y), (-math.nextafter(x, INF), y)]
    for x, y in cases:
        if y != 0.0:
            assert fmod(x, y).hex() == math.fmod(x, y).hex(), (x, y)


def test_odd_and_even():
    """Symmetries hold to the bit."""
    points = Points("symmetry")
    for x in points.uniform(-3, 3) + points.patterns():
        for name in ("sin", "tan", "asin", "atan", "sinh", "tanh", "asinh", "atanh", "cbrt", "erf"):
            result, mirrored = function(name)(x), function(name)(-x)
            assert result.hex() == (-mirrored).hex() or result != result
        for name in ("cos", "cosh"):
            assert function(name)(x) == function(name)(-x)
