"""Measures the error of every elementary function against MPFR: ``make test-math``.

    python -m tests.campaigns.elementary                     # 10,000,000 points a function; a quarter of an hour
    python -m tests.campaigns.elementary --only sin,cos --points 1000000
    python -m tests.campaigns.elementary --write             # and put the figures into docs/elementary.md; all or --only some

Every point goes through MPFR. At binary64's precision and exponents MPFR answers the nearest double, with gradual
underflow; where ours has other bits its distance from the exact value is measured at 200 bits. So the largest error that
is reported is the largest at these points, and 0.5 where all were the nearest. The points are those of
``tests/elementary/points.py``; after each part of them come the neighbours of its worst points, at distances from one
place to 2**40, in two rounds, where the error is more likely to be large than elsewhere.

The values are those of the vectorised machine code; ``tests/elementary/test_engines.py`` holds all engines to one another's
bits. ``fmod``, ``modulo``, ``floor_divide`` and ``copysign`` are exact by definition and compared with NumPy's.
Exit code 1 when an error exceeds one unit in the last place, or a special value is wrong.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from ppc.compiler.elementary import FUNCTIONS
from tests.elementary import engines
from tests.elementary.points import Floats, points
from tests.elementary.reference import BINARY, EXACT, different, nearest, ulp_error

PAGE = Path(__file__).parents[2] / "docs" / "elementary.md"
PART = 250_000
ROUNDS, SEEDS, NEIGHBOURS = 2, 8, 1_000
BEGIN, END = "<!-- measured by tests/campaigns/elementary.py -->\n", "<!-- end -->"


@dataclass(frozen=True)
class Measurement:
    """Of one function: ``points`` compared, how many ``missed`` the nearest double, the largest error in ulp and where."""

    name: str
    points: int = 0
    missed: int = 0
    error: float = 0.0
    at: tuple[float, ...] = ()

    def __add__(self, other: Measurement) -> Measurement:
        worse = max(self, other, key=lambda m: m.error)
        return Measurement(self.name, self.points + other.points, self.missed + other.missed, worse.error, worse.at)

    @property
    def row(self) -> str:
        share = f"{100 * self.missed / self.points:.3g} %"
        place = ", ".join(f"`{x.hex()}`" for x in self.at)
        error = "exact" if self.name in EXACT and not self.missed else f"{self.error:.4f}"
        return f"| `{self.name}` | {self.points:,} | {share} | {error} | {place} |\n"


@cache
def _engine(name: str) -> engines.Engine:
    return engines.batch([name])


def compare(name: str, arguments: Floats) -> tuple[Measurement, Floats]:
    """The measurement of ``name`` at f64[n, 2], and its worst arguments there, f64[<= SEEDS, 2]."""
    found = _engine(name)(arguments[:, None, :])[:, 0]
    at = different(found, nearest(name, arguments))
    width = 2 if name in BINARY or name in EXACT else 1
    errors = np.array(
        [
            float("inf") if name in EXACT else ulp_error(name, tuple(arguments[i, :width].tolist()), float(found[i]))
            for i in at.tolist()
        ]
    )
    if not len(at):
        return Measurement(name, len(arguments), 0, 0.0 if name in EXACT else 0.5), arguments[:0]
    order = np.argsort(-errors)
    worst = at[order[0]]
    result = Measurement(name, len(arguments), len(at), float(errors[order[0]]), tuple(arguments[worst, :width].tolist()))
    return result, arguments[at[order[:SEEDS]]]


def _neighbours(rng: np.random.Generator, seeds: Floats) -> Floats:
    """NEIGHBOURS arguments about each of ``seeds``, at logarithmically even numbers of places."""
    repeated = np.repeat(seeds, NEIGHBOURS, axis=0)
    places = np.exp2(rng.uniform(0.0, 40.0, repeated.shape)).astype(np.int64) * rng.choice(np.array([-1, 0, 1]), repeated.shape)
    moved = (repeated.view(np.int64) + places).view(np.float64)
    return np.where(np.isfinite(repeated) & np.isfinite(moved), moved, repeated)


def measure(task: tuple[str, int, int]) -> Measurement:
    """One part of the points of a function: (name, number of points, number of the part)."""
    name, count, part = task
    total, seeds = compare(name, points(name, count, part))
    rng = np.random.default_rng(part)
    for _ in range(ROUNDS if name not in EXACT else 0):
        if len(seeds):
            further, seeds = compare(name, _neighbours(rng, seeds))
            total += further
    return total


def write(results: list[Measurement]) -> None:
    """Puts the rows of ``results`` into the page's table; those of other functions stay."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    old, end, after = rest.partition(END)
    rows = {line.split("`")[1]: f"{line}\n" for line in old.splitlines() if line.startswith("| `")}
    rows.update({r.name: r.row for r in results})
    head = "| function | points | not the nearest double | largest error, ulp | at |\n| --- | --- | --- | --- | --- |\n"
    table = head + "".join(rows[name] for name in FUNCTIONS if name in rows)
    PAGE.write_text(before + BEGIN + table + end + after, encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description="Measures the elementary functions against MPFR.")
    parser.add_argument("--points", type=int, default=10_000_000, help="points of each function")
    parser.add_argument("--only", default="", metavar="NAMES", help="functions, separated by commas; default all")
    parser.add_argument("--processes", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument("--write", action="store_true", help=f"put the figures into docs/{PAGE.name}")
    options = parser.parse_args()
    names = options.only.split(",") if options.only else list(FUNCTIONS)
    unknown = [n for n in names if n not in FUNCTIONS]
    if unknown or options.points < 1:
        parser.error(f"no such function: {', '.join(unknown)}" if unknown else "--points must be at least 1")
    parts = -(-options.points // PART)
    sizes = [(options.points + i) // parts for i in range(parts)]
    tasks = [(name, size, part) for name in names for part, size in enumerate(sizes)]
    begun, totals = time.perf_counter(), {name: Measurement(name) for name in names}
    with multiprocessing.get_context("spawn").Pool(options.processes) as pool:
        for k, result in enumerate(pool.imap(measure, tasks), 1):
            totals[result.name] += result
            if k % parts == 0:
                print(totals[result.name].row.rstrip(), f"{time.perf_counter() - begun:.0f} s", flush=True)
    if options.write:
        write(list(totals.values()))
    bad = [r.name for r in totals.values() if not r.error <= 1.0]
    print(f"{len(names)} functions, {sum(r.points for r in totals.values()):,} points; over 1 ulp: {', '.join(bad) or 'none'}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
