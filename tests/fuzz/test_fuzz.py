"""Five hundred random policies: interpreter = JIT = C, and CPython with our definitions; some of them Numba as well."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fuzz.campaign import Tally, batches, run
from tests.fuzz.cpython import tell
from tests.fuzz.features import PAGE, asked, features
from tests.fuzz.generator import Generated, generate
from tests.fuzz.verdicts import FAST, examine

ROOT = Path(__file__).parents[2]
PROGRAMS = 530
GENERATED = 2_000
NUMBA_SEEDS = range(6)
LEAST_COMPILED = 0.9
ENGINES = FAST if shutil.which("gcc") else tuple(e for e in FAST if e != "c")


@pytest.fixture(scope="module")
def tally() -> Tally:
    total = Tally()
    for part in run(batches(0, PROGRAMS, ENGINES), min(2, os.cpu_count() or 1)):
        total.add(part)
    return total


def test_all_engines_give_the_same_bits(tally: Tally) -> None:
    assert tally.policies == PROGRAMS
    assert not tally.failures, [(p.seed, engine, what) for p, engine, what in tally.failures][:5]
    for engine in ENGINES:
        # One in seven is made to overflow, which CPython cannot follow.
        assert tally.compared[engine] >= (420 if engine == "cpython" else 500)


def test_most_policies_compile(tally: Tally) -> None:
    assert tally.compiled >= LEAST_COMPILED * tally.policies, tally.refused


def test_every_row_of_the_language_page_is_generated(tally: Tally) -> None:
    """Faults are those that the policies of the tally raised; what is rare in the text may be in one of more policies."""
    found = set(tally.tags).union(*(features(generate(s).source) for s in range(PROGRAMS, GENERATED)))
    missing = {row: [t for t in tags if t not in found] for row, tags in asked(PAGE.read_text(encoding="utf-8")).items()}
    assert not {row: tags for row, tags in missing.items() if tags}


def test_rows_and_names_that_are_not_generated_fail() -> None:
    with pytest.raises(KeyError):
        asked("| a new kind of statement | refused |\n")
    assert set(asked("| `math` | `sin` `cosecant` |\n")["`math`"]) == {"math.sin", "math.cosecant"}


def test_numba_gives_the_same_bits() -> None:
    verdicts = examine([generate(s, small=True) for s in NUMBA_SEEDS], ("numba",))
    assert sum(v.compiles for v in verdicts) >= len(NUMBA_SEEDS) - 2
    assert not [(v.generated.seed, v.wrong) for v in verdicts if v.wrong]


def test_a_loop_without_an_end_stops_in_cpython() -> None:
    body = "x = [1.0]\n        for a in x:\n            x.append(a)\n        return 0.0\n"
    source = f"class Policy:\n    def act(self, obs):\n        {body}"
    (told,) = tell([Generated(0, source, "box:1", False)], [1])
    assert told.raised[0].startswith("Endless")


def test_the_same_seed_gives_the_same_text() -> None:
    """In another process with other hashes as well; only ``random.Random.random`` is drawn on, which no version changes."""
    code = "from tests.fuzz.generator import generate\nfor s in range(40): print(generate(s).source, end='')"
    texts = "".join(generate(s).source for s in range(40))
    environment = {**os.environ, "PYTHONHASHSEED": "77"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment, cwd=ROOT)
    assert done.stdout == texts
    assert len({generate(s).source for s in range(40)}) == 40
