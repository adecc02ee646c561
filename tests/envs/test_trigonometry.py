"""Sine and cosine of the exact engine's loops against the C library's: equal to the bit, or in doubt."""

from __future__ import annotations

import math

import numpy as np
import pytest
from numba import njit

from ppc.envs.native import c_library, trigonometry
from ppc.envs.native.arithmetic import divided, flag
from ppc.envs.native.trigonometry import cos, settle_cosines, settle_sines, sin_cos, sin_cos_small

COUNT = 60_000


@njit(error_model="numpy")
def both(values, sines, cosines, doubts):
    for i in range(len(values)):
        sines[i], cosines[i], a, b = sin_cos(values[i])
        doubts[i] = np.int64(a) + 2 * np.int64(b)


@njit(error_model="numpy")
def both_small(values, sines, cosines, doubts):
    for i in range(len(values)):
        sines[i], cosines[i], a, b = sin_cos_small(values[i])
        doubts[i] = np.int64(a) + 2 * np.int64(b)


@njit(error_model="numpy")
def cosine_alone(values, sines, cosines, doubts):
    for i in range(len(values)):
        cosines[i], a = cos(values[i])
        doubts[i] = 1 + 2 * np.int64(a)


def points(size):
    """Spread over ±size, close to the multiples of pi/4, and where series and signs begin."""
    rng = np.random.default_rng(int(size * 100))
    quarter = np.arange(-20, 21) * (math.pi / 4)
    near = np.concatenate([quarter + d for d in (0.0, 1e-16, -1e-15, 1e-9, -1e-5, 1e-3)])
    tiny = [0.0, -0.0, 5e-324, 1e-300, 2.0**-27, -(2.0**-21), 2.0**-20, 0.125, 0.126, -0.25, 0.5]
    special = np.concatenate([near, tiny])
    return np.concatenate([rng.uniform(-size, size, COUNT), special[np.abs(special) <= size]])


def library(values):
    return np.array([math.sin(v) for v in values.tolist()]), np.array([math.cos(v) for v in values.tolist()])


@pytest.mark.skipif(not c_library.accuracy_is_known(), reason="another C library: every value is in doubt")
@pytest.mark.parametrize(
    ("function", "size"),
    [(both, s) for s in (0.1, 0.8, 3.2, 30.0, 1000.0)]
    + [(cosine_alone, s) for s in (0.8, 3.2, 30.0, 1000.0)]
    + [(both_small, s) for s in (0.01, 0.2, 0.78)],
)
def test_what_is_not_in_doubt_has_the_librarys_bits(function, size):
    values = points(size)
    sines, cosines = np.empty_like(values), np.empty_like(values)
    doubts = np.empty(len(values), dtype=np.int64)
    function(values, sines, cosines, doubts)
    for found, expected, bit in zip((sines, cosines), library(values), (1, 2), strict=True):
        sure = doubts & bit == 0
        assert found[sure].tobytes() == expected[sure].tobytes()
        if function is not cosine_alone or bit == 2:
            assert np.allclose(found, expected, rtol=2.0**-50, atol=0.0)
            assert 0.9 < sure.mean() < 1.0  # few doubts, which are what keeps the rest equal


@pytest.mark.skipif(not c_library.accuracy_is_known(), reason="another C library: every value is in doubt")
def test_doubts_are_needed():
    """Among the values in doubt the library does not always answer the nearest number."""
    values = points(3.2)
    sines, cosines = np.empty_like(values), np.empty_like(values)
    both(values, sines, cosines, np.empty(len(values), dtype=np.int64))
    assert (sines != library(values)[0]).any()


def test_settling_asks_for_the_lanes_that_are_named():
    @njit(error_model="numpy")
    def settle(values, sines, cosines):
        some = flag(True, 0) | flag(False, 1) | flag(True, 31)
        settle_sines(some, values, sines)
        settle_cosines(some | flag(True, 62), values, cosines)

    values = np.linspace(1.0, 2.0, 64)
    sines, cosines = np.zeros(64), np.zeros(64)
    settle(values, sines, cosines)
    assert np.flatnonzero(sines).tolist() == [0, 31] and np.flatnonzero(cosines).tolist() == [0, 31, 62]
    assert sines[31] == math.sin(values[31]) and cosines[62] == math.cos(values[62])


@pytest.mark.parametrize(
    ("told", "known"),
    [("glibc 2.36", True), ("glibc 2.28", True), ("glibc 3.0", True), ("glibc 2.27", False), ("glibc", False), (None, False)],
)
def test_only_a_c_library_whose_errors_are_stated_is_foretold(monkeypatch, told, known):
    monkeypatch.setattr(c_library.os, "confstr", lambda _: told)
    assert c_library.accuracy_is_known() is known


def test_a_system_without_the_name_has_an_unknown_library(monkeypatch):
    def refuse(_):
        raise ValueError("unrecognized configuration name")

    monkeypatch.setattr(c_library.os, "confstr", refuse)
    assert c_library.identity() == "" and not c_library.accuracy_is_known()


def test_of_an_unknown_library_every_value_is_in_doubt(monkeypatch):
    monkeypatch.setattr(trigonometry, "_UNKNOWN", True)
    rounded = njit(trigonometry._rounded.py_func)  # reads the name when it is compiled
    assert all(rounded(v, 0.0)[1] for v in (0.3, 0.7, 1.0))


def test_division_by_a_constant_rounds_as_division():
    @njit(error_model="numpy")
    def all_divided(values, out):
        for i in range(len(values)):
            out[i] = divided(values[i], 1.1, 1.0 / 1.1)

    rng = np.random.default_rng(3)
    values = np.concatenate([rng.uniform(-20.0, 20.0, 200_000), rng.uniform(-1e-9, 1e-9, 1000), [0.0, 1.1, 11.0, 1e300]])
    out = np.empty_like(values)
    all_divided(values, out)
    assert np.array_equal(out, values / 1.1)
    assert (values * (1.0 / 1.1) != values / 1.1).any()
