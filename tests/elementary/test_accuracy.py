"""At most one unit in the last place from the exact value: a sample of `make test-math`, and what it found out."""

from __future__ import annotations

import importlib
import re

import numpy as np
import pytest

from ppc.compiler.elementary import FUNCTION_FILES, FUNCTIONS
from tests.campaigns.elementary import BEGIN, END, PAGE, PART, Measurement, compare, measure
from tests.elementary import engines
from tests.elementary.points import points
from tests.elementary.reference import EXACT, ROUNDED, nearest, ulp_error

SAMPLE = 20_000  # points of a function
LEAST = 10_000_000  # points of a function in the table of the documentation
ROW = re.compile(r"^\| `(\w+)` \| ([\d,]+) \| (\S+) % \| (\S+) \| (.*?) \|$", re.MULTILINE)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_within_one_ulp(name: str) -> None:
    found = measure((name, SAMPLE, 10_000_000 // PART))  # a part that the campaign does not reach
    assert found.points >= SAMPLE
    assert found.error <= (0.0 if name in EXACT else 1.0), found.row


def test_the_nearest_double_is_told_from_its_neighbours() -> None:
    arguments = points("exp", 2_000)
    arguments = arguments[np.isfinite(nearest("exp", arguments)) & (np.abs(arguments[:, 0]) < 700)]
    right = nearest("exp", arguments)
    assert max(ulp_error("exp", (x,), y) for (x, _), y in zip(arguments.tolist(), right.tolist(), strict=True)) <= 0.5
    next_door = np.nextafter(right, np.inf)
    assert min(ulp_error("exp", (x,), y) for (x, _), y in zip(arguments.tolist(), next_door.tolist(), strict=True)) >= 0.5


@pytest.mark.parametrize(
    ("name", "x", "wrong"),
    [("sin", -0.0, 0.0), ("log", -1.0, 1.0), ("exp", 1000.0, 1.7e308), ("sqrt", 4.0, float("nan")), ("log", 0.0, float("inf"))],
)
def test_wrong_special_values_are_infinitely_wrong(name: str, x: float, wrong: float) -> None:
    assert ulp_error(name, (x,), wrong) == float("inf")


def test_a_wrong_function_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    right = engines.batch(["sin"])
    monkeypatch.setattr("tests.campaigns.elementary._engine", lambda name: lambda a: np.nextafter(right(a), np.inf))
    found, worst = compare("sin", points("sin", 5_000))
    assert found.error > 1.0
    assert len(worst)


def test_odd_and_even() -> None:
    """Symmetries hold to the bit."""
    for name in (*("sin", "tan", "asin", "atan", "sinh", "tanh", "asinh", "atanh", "cbrt", "erf"), *("cos", "cosh")):
        arguments = points(name, SAMPLE)[:, None, :]
        engine = engines.batch([name])
        sign = 1.0 if name in ("cos", "cosh") else -1.0
        assert (engines.bits(engine(arguments)) == engines.bits(sign * engine(-arguments))).all(), name


# --- the documentation -------------------------------------------------------------------------------------------------


def documented() -> dict[str, tuple[int, str, tuple[float, ...]]]:
    """Function -> points, error as printed, worst argument."""
    table = PAGE.read_text(encoding="utf-8").split(BEGIN)[1].split(END)[0]
    return {
        name: (int(count.replace(",", "")), error, tuple(float.fromhex(x) for x in re.findall(r"`([^`]+)`", at)))
        for name, count, _, error, at in ROW.findall(table)
    }


def test_the_table_has_every_function_with_enough_points() -> None:
    table = documented()
    assert tuple(table) == FUNCTIONS
    assert min(count for count, _, _ in table.values()) >= LEAST
    assert {name for name, (_, error, _) in table.items() if error == "exact"} == set(EXACT)
    assert max(float(table[name][1]) for name in ROUNDED) <= 1.0


@pytest.mark.parametrize("name", ROUNDED)
def test_the_worst_of_the_table_is_as_bad_as_it_says(name: str) -> None:
    """A function that was changed has other errors: the campaign is to be run again."""
    _, error, at = documented()[name]
    if not at:
        assert error == "0.5000"
        return
    arguments = np.array([[*at, 0.0][:2]])
    computed = float(engines.batch([name])(arguments[:, None, :])[0, 0])
    assert f"{ulp_error(name, at, computed):.4f}" == error


@pytest.mark.parametrize("name", ROUNDED)
def test_docstrings_promise_what_was_measured(name: str) -> None:
    """'Measured error up to x ulp' is the table's figure, rounded up."""
    function = getattr(importlib.import_module(f"ppc.compiler.elementary.{FUNCTION_FILES[name]}"), name)
    claims = re.findall(r"up to (\d\.\d+) ulp", function.__doc__)
    error = float(documented()[name][1])
    if error == 0.5:
        assert not claims
    else:
        assert len(claims) == 1
        assert error <= float(claims[0]) <= error + 0.02


def test_a_row_reads_back() -> None:
    row = Measurement("atan2", 10_640_000, 5, 0.68, (-0.1, 3.0)).row
    assert ROW.match(row.strip())[2] == "10,640,000"  # type: ignore[index]
