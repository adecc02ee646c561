"""Arithmetic of NumPy's scalars, compiled, against NumPy's own."""

from __future__ import annotations

import math

import numpy as np
import pytest
from numba import njit

from ppc.envs.native.arithmetic import remainder, square_f32_in_doubt, squared
from ppc.envs.native.pointers import square_by_powf
from ppc.envs.parity import numpy_uses_the_c_library

pytestmark = pytest.mark.skipif(not numpy_uses_the_c_library(), reason="NumPy brings functions of its own here")


@njit(error_model="numpy")
def all_squared(values, out):
    for i in range(len(values)):
        out[i] = squared(values[i])


@njit(error_model="numpy")
def all_squared_f32(values, out):
    for i in range(len(values)):
        x = values[i]
        out[i] = square_by_powf(x) if square_f32_in_doubt(x) else x * x


@njit(error_model="numpy")
def all_remainders(values, divisor, out):
    for i in range(len(values)):
        out[i] = remainder(values[i], divisor)


def spread(size, count):
    generator = np.random.default_rng(int(size * 1000))
    return np.concatenate([generator.uniform(-size, size, count), [0.0, -0.0, size, 1e-200, 1e-160, -1e-8]])


@pytest.mark.parametrize("size", [0.1, 3.2, 30.0, 1e6])
def test_squares_are_the_c_librarys(size):
    values = spread(size, 100_000)
    out = np.empty_like(values)
    all_squared(values, out)
    expected = np.array([math.pow(v, 2.0) for v in values.tolist()])
    assert out.tobytes() == expected.tobytes()
    assert all(v**2 == w for v, w in zip(values[:2000], expected, strict=False))
    assert (expected != values * values).any()  # a plain product would not do


@pytest.mark.parametrize("size", [0.002, 0.1, 2.0])
def test_single_squares_are_numpys(size):
    values = spread(size, 60_000).astype(np.float32)
    out = np.empty_like(values)
    all_squared_f32(values, out)
    expected = np.array([v**2 for v in values])
    assert expected.dtype == np.float32
    assert out.tobytes() == expected.tobytes()
    assert (expected != values * values).any()


@pytest.mark.parametrize("size", [3.2, 7.0, 100.0, 1e6, 1e12])
def test_remainders_are_numpys(size):
    turn = 2 * np.pi
    multiples = np.arange(-50, 50) * turn
    near = np.concatenate([multiples, np.nextafter(multiples, 9e9), np.nextafter(multiples, -9e9)])
    values = np.concatenate([spread(size, 30_000), near])
    out = np.empty_like(values)
    all_remainders(values, turn, out)
    expected = np.array([v % turn for v in values])
    assert out.tobytes() == expected.tobytes()
