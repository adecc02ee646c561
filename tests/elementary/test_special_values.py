"""Zeros, infinities, NaN, poles and domain errors, as C99 Annex F gives them."""

import importlib
import math

import pytest

from ppc.compiler.elementary import FUNCTION_FILES, FUNCTIONS
from ppc.compiler.elementary.primitives import f64_bits, f64_from_bits

INF = math.inf
NAN = math.nan
PI = math.pi
MAX = 1.7976931348623157e308
LEAST = 5e-324

UNARY = [
    ("sin", 0.0, 0.0), ("sin", -0.0, -0.0), ("sin", INF, NAN), ("sin", -INF, NAN),
    ("cos", 0.0, 1.0), ("cos", -0.0, 1.0), ("cos", INF, NAN), ("cos", -INF, NAN),
    ("tan", 0.0, 0.0), ("tan", -0.0, -0.0), ("tan", INF, NAN), ("tan", -INF, NAN),
    ("asin", 0.0, 0.0), ("asin", -0.0, -0.0), ("asin", 1.0, PI / 2), ("asin", -1.0, -PI / 2),
    ("asin", 1.0000000000000002, NAN), ("asin", -2.0, NAN), ("asin", INF, NAN),
    ("acos", 1.0, 0.0), ("acos", -1.0, PI), ("acos", 0.0, PI / 2), ("acos", -0.0, PI / 2),
    ("acos", 1.0000000000000002, NAN), ("acos", -INF, NAN),
    ("atan", 0.0, 0.0), ("atan", -0.0, -0.0), ("atan", INF, PI / 2), ("atan", -INF, -PI / 2),
    ("atan", MAX, PI / 2), ("atan", LEAST, LEAST), ("atan", 1.0, PI / 4),
    ("exp", 0.0, 1.0), ("exp", -0.0, 1.0), ("exp", INF, INF), ("exp", -INF, 0.0),
    ("exp", 709.782712893384, 1.7976931348622732e308), ("exp", 709.7827128933841, INF),
    ("exp", -745.1332191019411, LEAST), ("exp", -745.1332191019412, 0.0), ("exp", MAX, INF),
    ("exp", -MAX, 0.0), ("exp", LEAST, 1.0),
    ("exp2", 0.0, 1.0), ("exp2", INF, INF), ("exp2", -INF, 0.0), ("exp2", 1023.0, 2.0**1023),
    ("exp2", 1024.0, INF), ("exp2", -1074.0, LEAST), ("exp2", -1076.0, 0.0), ("exp2", -1.0, 0.5),
    ("expm1", 0.0, 0.0), ("expm1", -0.0, -0.0), ("expm1", INF, INF), ("expm1", -INF, -1.0),
    ("expm1", MAX, INF), ("expm1", -MAX, -1.0), ("expm1", LEAST, LEAST),
    ("log", 1.0, 0.0), ("log", 0.0, -INF), ("log", -0.0, -INF), ("log", INF, INF),
    ("log", -1.0, NAN), ("log", -INF, NAN), ("log", -LEAST, NAN),
    ("log2", 1.0, 0.0), ("log2", 0.0, -INF), ("log2", -0.0, -INF), ("log2", INF, INF),
    ("log2", 8.0, 3.0), ("log2", LEAST, -1074.0), ("log2", 2.0**1023, 1023.0), ("log2", -1.0, NAN),
    ("log10", 1.0, 0.0), ("log10", 0.0, -INF), ("log10", INF, INF), ("log10", -1.0, NAN),
    ("log1p", 0.0, 0.0), ("log1p", -0.0, -0.0), ("log1p", -1.0, -INF), ("log1p", INF, INF),
    ("log1p", -1.0000000000000002, NAN), ("log1p", -INF, NAN), ("log1p", LEAST, LEAST),
    ("sinh", 0.0, 0.0), ("sinh", -0.0, -0.0), ("sinh", INF, INF), ("sinh", -INF, -INF),
    ("sinh", MAX, INF), ("sinh", -MAX, -INF), ("sinh", LEAST, LEAST),
    ("cosh", 0.0, 1.0), ("cosh", -0.0, 1.0), ("cosh", INF, INF), ("cosh", -INF, INF),
    ("cosh", -MAX, INF),
    ("tanh", 0.0, 0.0), ("tanh", -0.0, -0.0), ("tanh", INF, 1.0), ("tanh", -INF, -1.0),
    ("tanh", 1e300, 1.0), ("tanh", LEAST, LEAST),
    ("asinh", 0.0, 0.0), ("asinh", -0.0, -0.0), ("asinh", INF, INF), ("asinh", -INF, -INF),
    ("acosh", 1.0, 0.0), ("acosh", INF, INF), ("acosh", 0.9999999999999999, NAN),
    ("acosh", -INF, NAN),
    ("atanh", 0.0, 0.0), ("atanh", -0.0, -0.0), ("atanh", 1.0, INF), ("atanh", -1.0, -INF),
    ("atanh", 1.0000000000000002, NAN), ("atanh", -INF, NAN), ("atanh", -LEAST, -LEAST),
    ("cbrt", 0.0, 0.0), ("cbrt", -0.0, -0.0), ("cbrt", INF, INF), ("cbrt", -INF, -INF),
    ("cbrt", 27.0, 3.0), ("cbrt", -1e300, -1e100), ("cbrt", 2.0**-1074, 2.0**-358),
    ("erf", 0.0, 0.0), ("erf", -0.0, -0.0), ("erf", INF, 1.0), ("erf", -INF, -1.0),
    ("erfc", 0.0, 1.0), ("erfc", INF, 0.0), ("erfc", -INF, 2.0), ("erfc", MAX, 0.0),
]  # fmt: skip

BINARY = [
    ("atan2", 0.0, 0.0, 0.0), ("atan2", -0.0, 0.0, -0.0), ("atan2", 0.0, -0.0, PI),
    ("atan2", -0.0, -0.0, -PI), ("atan2", 0.0, 1.0, 0.0), ("atan2", -0.0, 1.0, -0.0),
    ("atan2", 0.0, -1.0, PI), ("atan2", -0.0, -1.0, -PI), ("atan2", 1.0, 0.0, PI / 2),
    ("atan2", 1.0, -0.0, PI / 2), ("atan2", -1.0, 0.0, -PI / 2), ("atan2", 1.0, INF, 0.0),
    ("atan2", -1.0, INF, -0.0), ("atan2", 1.0, -INF, PI), ("atan2", -1.0, -INF, -PI),
    ("atan2", INF, 1.0, PI / 2), ("atan2", -INF, 1.0, -PI / 2), ("atan2", INF, INF, PI / 4),
    ("atan2", INF, -INF, 3 * PI / 4), ("atan2", -INF, INF, -PI / 4),
    ("atan2", -INF, -INF, -3 * PI / 4), ("atan2", LEAST, MAX, 0.0), ("atan2", MAX, LEAST, PI / 2),
    ("atan2", LEAST, LEAST, PI / 4), ("atan2", MAX, MAX, PI / 4), ("atan2", LEAST, -MAX, PI),
    ("atan2", NAN, 1.0, NAN), ("atan2", 1.0, NAN, NAN), ("atan2", 0.0, NAN, NAN),
    ("pow", 0.0, 3.0, 0.0), ("pow", -0.0, 3.0, -0.0), ("pow", -0.0, 2.0, 0.0),
    ("pow", -0.0, 0.5, 0.0), ("pow", 0.0, -3.0, INF), ("pow", -0.0, -3.0, -INF),
    ("pow", -0.0, -2.0, INF), ("pow", -0.0, -0.5, INF), ("pow", 0.0, -INF, INF),
    ("pow", 0.0, INF, 0.0), ("pow", -1.0, INF, 1.0), ("pow", -1.0, -INF, 1.0),
    ("pow", 1.0, NAN, 1.0), ("pow", 1.0, INF, 1.0), ("pow", NAN, 0.0, 1.0),
    ("pow", NAN, -0.0, 1.0), ("pow", INF, 0.0, 1.0), ("pow", 0.0, 0.0, 1.0),
    ("pow", NAN, 1.0, NAN), ("pow", 2.0, NAN, NAN), ("pow", -2.0, 0.5, NAN),
    ("pow", -2.0, -1.5, NAN), ("pow", 0.5, -INF, INF), ("pow", 2.0, -INF, 0.0),
    ("pow", 0.5, INF, 0.0), ("pow", 2.0, INF, INF), ("pow", -2.0, INF, INF),
    ("pow", -INF, -3.0, -0.0), ("pow", -INF, -2.0, 0.0), ("pow", -INF, -0.5, 0.0),
    ("pow", -INF, 3.0, -INF), ("pow", -INF, 2.0, INF), ("pow", -INF, 0.5, INF),
    ("pow", INF, -1.0, 0.0), ("pow", INF, 1.0, INF), ("pow", INF, INF, INF),
    ("pow", INF, -INF, 0.0), ("pow", -2.0, 3.0, -8.0), ("pow", -2.0, -3.0, -0.125),
    ("pow", 2.0, 10.0, 1024.0), ("pow", 10.0, 2.0, 100.0), ("pow", 3.0, 5.0, 243.0),
    ("pow", 2.0, -1074.0, LEAST), ("pow", 2.0, 1024.0, INF), ("pow", -2.0, 1025.0, -INF),
    ("pow", -2.0, -1077.0, -0.0), ("pow", 1.5, MAX, INF), ("pow", 0.5, MAX, 0.0),
    ("pow", -1.0, MAX, 1.0), ("pow", -1.0, 9007199254740991.0, -1.0), ("pow", 0.0, -1.0, INF),
    ("pow", -0.0, -1.0, -INF), ("pow", LEAST, -1.0, INF), ("pow", 0.0, 0.5, 0.0),
    ("pow", 0.0, 1.0, 0.0), ("pow", -0.0, 1.0, -0.0), ("pow", 4.0, 0.5, 2.0),
    ("modulo", 5.5, -2.0, -0.5), ("modulo", -5.5, 2.0, 0.5), ("modulo", -6.0, 3.0, 0.0), ("modulo", 6.0, -3.0, -0.0),
    ("modulo", -1e-20, 1.0, 1.0), ("modulo", 1.0, 0.0, NAN), ("modulo", 1.0, INF, 1.0), ("modulo", -1.0, INF, INF),
    ("floor_divide", 5.5, -2.0, -3.0), ("floor_divide", -5.5, 2.0, -3.0), ("floor_divide", -0.0, 1.0, -0.0),
    ("floor_divide", 1.0, 0.0, INF), ("floor_divide", 1.0, -0.0, -INF), ("floor_divide", 0.0, 0.0, NAN),
    ("floor_divide", 1.0, 0.1, 9.0), ("floor_divide", -1.0, INF, -1.0),
    ("fmod", 0.0, 1.0, 0.0), ("fmod", -0.0, 1.0, -0.0), ("fmod", 1.0, 0.0, NAN),
    ("fmod", 1.0, -0.0, NAN), ("fmod", INF, 1.0, NAN), ("fmod", -INF, INF, NAN),
    ("fmod", 1.0, INF, 1.0), ("fmod", -1.0, -INF, -1.0), ("fmod", 6.0, 3.0, 0.0),
    ("fmod", -6.0, 3.0, -0.0), ("fmod", 5.5, -2.0, 1.5), ("fmod", -5.5, 2.0, -1.5),
    ("fmod", MAX, LEAST, 0.0), ("fmod", -MAX, LEAST, -0.0), ("fmod", 1e308, 3.0, 2.0),
    ("fmod", NAN, 1.0, NAN), ("fmod", 1.0, NAN, NAN), ("fmod", LEAST, LEAST, 0.0),
    ("hypot", 0.0, 0.0, 0.0), ("hypot", -0.0, -0.0, 0.0), ("hypot", INF, NAN, INF),
    ("hypot", NAN, -INF, INF), ("hypot", -INF, 1.0, INF), ("hypot", NAN, 1.0, NAN),
    ("hypot", 1.0, NAN, NAN), ("hypot", 0.0, NAN, NAN), ("hypot", -3.0, 4.0, 5.0),
    ("hypot", MAX, MAX, INF), ("hypot", LEAST, 0.0, LEAST), ("hypot", MAX, LEAST, MAX),
    ("hypot", 3 * LEAST, 4 * LEAST, 5 * LEAST), ("hypot", -2.5, 0.0, 2.5),
    ("copysign", 1.0, -0.0, -1.0), ("copysign", -1.0, 0.0, 1.0), ("copysign", 0.0, -2.0, -0.0),
    ("copysign", -INF, 1.0, INF), ("copysign", -1.0, NAN, 1.0), ("copysign", NAN, -1.0, NAN),
    ("copysign", 1.0, f64_from_bits(-0x8000000000000), 1.0),
]  # fmt: skip


def call(name, *arguments):
    module = importlib.import_module("ppc.compiler.elementary." + FUNCTION_FILES[name])
    return getattr(module, name)(*arguments)


@pytest.mark.parametrize(("name", "x", "expected"), UNARY)
def test_unary(name, x, expected):
    assert f64_bits(call(name, x)) == f64_bits(expected)


@pytest.mark.parametrize(("name", "x", "y", "expected"), BINARY)
def test_binary(name, x, y, expected):
    assert f64_bits(call(name, x, y)) == f64_bits(expected)


@pytest.mark.parametrize("name", sorted({case[0] for case in UNARY}))
@pytest.mark.parametrize("bits", [0x7FF8000000000000, -0x8000000000000, 0x7FF0000000000001])
def test_nan_gives_nan(name, bits):
    result = call(name, f64_from_bits(bits))
    assert result != result


def test_every_function_is_covered():
    assert {case[0] for case in UNARY} | {case[0] for case in BINARY} == set(FUNCTIONS)


@pytest.mark.parametrize("n", range(-307, 309))
def test_powers_of_ten(n):
    """log10 of a decimal literal is its exponent, exactly."""
    assert call("log10", float(f"1e{n}")) == n


def test_easy_powers_are_exact():
    for base in range(2, 20):
        for exponent in range(12):
            if base**exponent < 2**53:
                assert call("pow", float(base), float(exponent)) == base**exponent
    for x in (0.1, 1 / 3, 1e-300, 7e200):
        assert call("pow", x, 1.0) == x
        assert call("pow", x, 2.0) == x * x
        assert call("pow", x, -1.0) == 1.0 / x
        assert call("pow", x, 0.5) == math.sqrt(x)
