"""Every engine gives the bits of the machine code, and that the bits of the source files, run by CPython."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from ppc.compiler.elementary import FUNCTIONS
from tests.elementary import engines
from tests.elementary.points import Floats, points

COUNT = 100_000  # arguments of each function
SPECIAL = [0.0, 1.0, 0.5, 2.0, 3.0, 5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, np.inf, np.nan]


def special_arguments() -> Floats:
    """Special values and their negatives in all pairs, for every function: f64[n, k, 2]."""
    values = [*SPECIAL, *(-v for v in SPECIAL)]
    pairs = np.array([(x, y) for x in values for y in values])
    return np.repeat(pairs[:, None, :], len(FUNCTIONS), axis=1)


@pytest.fixture(scope="module")
def arguments() -> Floats:
    """f64[n, k, 2]: the special ones, then those of each function."""
    return np.concatenate([special_arguments(), np.stack([points(name, COUNT) for name in FUNCTIONS], axis=1)])


@pytest.fixture(scope="module")
def expected(arguments: Floats) -> Floats:
    return engines.jit(FUNCTIONS)(arguments)


def some(arguments: Floats, count: int) -> slice:
    """Special arguments and ``count`` others, spread over all."""
    return slice(None, None, max(1, len(arguments) // count))


def assert_same(found: Floats, expected: Floats, arguments: Floats, names: tuple[str, ...] = FUNCTIONS) -> None:
    different = engines.bits(found) != engines.bits(expected)
    wrong = [
        f"{names[k]}{tuple(arguments[i, k].tolist())} = {found[i, k]!r}, expected {expected[i, k]!r}"
        for i, k in np.argwhere(different)[:5].tolist()
    ]
    assert not wrong, f"{int(different.sum())} values differ: {wrong}"


def test_the_sample_is_worth_comparing(expected: Floats) -> None:
    """Most values are finite, and none is a constant."""
    assert np.isfinite(expected).mean() > 0.5
    assert all(len(np.unique(column)) > 5_000 for column in engines.bits(expected).T)


def test_python(arguments: Floats, expected: Floats) -> None:
    """CPython, on the special arguments and a part of the others."""
    special = len(special_arguments())
    for part in (slice(special), some(arguments, 4_000)):
        assert_same(engines.python(FUNCTIONS)(arguments[part]), expected[part], arguments[part])


def test_interpreter(arguments: Floats, expected: Floats) -> None:
    special = len(special_arguments())
    for part in (slice(special), some(arguments, 800)):
        assert_same(engines.interpreter(FUNCTIONS)(arguments[part]), expected[part], arguments[part])


def test_quick_code(arguments: Floats, expected: Floats) -> None:
    assert_same(engines.jit(FUNCTIONS, quick=True)(arguments), expected, arguments)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_lanes(name: str, arguments: Floats, expected: Floats) -> None:
    """One function a loop: several would be too long for LLVM to vectorise."""
    k = FUNCTIONS.index(name)
    one = slice(k, k + 1)
    assert_same(engines.batch([name])(arguments[:, one]), expected[:, one], arguments[:, one], (name,))


def test_numba(arguments: Floats, expected: Floats, tmp_path: Path) -> None:
    assert_same(engines.numba(FUNCTIONS, tmp_path)(arguments), expected, arguments)


@pytest.fixture(scope="module")
def c_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("elementary")
    engines.write_c(FUNCTIONS, folder)
    return folder


@pytest.mark.parametrize("build", engines.BUILDS)
@pytest.mark.parametrize("compiler", ["gcc", "clang"])
def test_c(compiler: str, build: str, c_folder: Path, arguments: Floats, expected: Floats) -> None:
    """Call by call, and over a structure of arrays, where ``vectors`` makes most functions vector code."""
    if compiler not in engines.compilers():
        pytest.skip(f"{compiler} is not installed")
    calls, lanes = engines.build_c(FUNCTIONS, c_folder, compiler, build)
    assert_same(calls(arguments), expected, arguments)
    assert_same(lanes(arguments), expected, arguments)


def test_a_wrong_bit_is_noticed(arguments: Floats, expected: Floats) -> None:
    found = expected.copy()
    found[17, 3] = np.nextafter(found[17, 3], np.inf) if np.isfinite(found[17, 3]) else 0.0
    with pytest.raises(AssertionError, match="1 values differ"):
        assert_same(found, expected, arguments)
