"""Every engine gives the bits of the source files, run by CPython."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from ppc.compiler.elementary import FUNCTIONS
from tests.elementary import engines
from tests.elementary.points import Floats, points

SAMPLE = 60  # points of a function that every engine sees
SPECIAL = [0.0, 1.0, 0.5, 2.0, 3.0, 5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, np.inf, np.nan]


def special_arguments() -> Floats:
    """Special values and their negatives in all pairs."""
    values = [*SPECIAL, *(-v for v in SPECIAL)]
    return np.array([(x, y) for x in values for y in values])


@pytest.fixture(scope="module")
def arguments() -> Floats:
    return np.concatenate([special_arguments(), *(points(name, SAMPLE) for name in FUNCTIONS)])


@pytest.fixture(scope="module")
def expected(arguments: Floats) -> Floats:
    return engines.python(FUNCTIONS)(arguments)


def assert_same(found: Floats, expected: Floats, arguments: Floats) -> None:
    different = engines.bits(found) != engines.bits(expected)
    wrong = [
        f"{FUNCTIONS[k]}{tuple(arguments[i].tolist())} = {found[i, k]!r}, expected {expected[i, k]!r}"
        for i, k in np.argwhere(different)[:5].tolist()
    ]
    assert not wrong, f"{int(different.sum())} values differ: {wrong}"


def test_the_sample_is_worth_comparing(expected: Floats) -> None:
    """Most values are finite, and none is a constant."""
    assert np.isfinite(expected).mean() > 0.5
    assert all(len(np.unique(column)) > 100 for column in engines.bits(expected).T)


def test_interpreter(arguments: Floats, expected: Floats) -> None:
    some = slice(None, None, 7)
    assert_same(engines.interpreter(FUNCTIONS)(arguments[some]), expected[some], arguments[some])


@pytest.mark.parametrize("quick", [False, True], ids=["full", "quick"])
def test_jit(quick: bool, arguments: Floats, expected: Floats) -> None:
    assert_same(engines.jit(FUNCTIONS, quick)(arguments), expected, arguments)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_jit_over_lanes(name: str, arguments: Floats, expected: Floats) -> None:
    """One function a loop: several would be too long for LLVM to vectorise."""
    column = expected[:, [FUNCTIONS.index(name)]]
    found = engines.batch([name])(arguments)
    different = np.flatnonzero((engines.bits(found) != engines.bits(column))[:, 0])
    assert not len(different), (name, arguments[different[:5]].tolist())


@pytest.fixture(scope="module")
def c_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("elementary")
    engines.write_c(FUNCTIONS, folder)
    return folder


@pytest.mark.parametrize("build", engines.BUILDS)
@pytest.mark.parametrize("compiler", ["gcc", "clang"])
def test_c(compiler: str, build: str, c_folder: Path, arguments: Floats, expected: Floats) -> None:
    if compiler not in engines.compilers():
        pytest.skip(f"{compiler} is not installed")
    assert_same(engines.build_c(FUNCTIONS, c_folder, compiler, build)(arguments), expected, arguments)


def test_a_wrong_bit_is_noticed(arguments: Floats, expected: Floats) -> None:
    found = expected.copy()
    found[17, 3] = np.nextafter(found[17, 3], np.inf) if np.isfinite(found[17, 3]) else 0.0
    with pytest.raises(AssertionError, match="1 values differ"):
        assert_same(found, expected, arguments)
