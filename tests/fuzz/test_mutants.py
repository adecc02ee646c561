"""Planted miscompilations are caught, each within a counted number of random policies."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fuzz.generator import Generated, generate
from tests.fuzz.mutants import MUTANTS, Mutant
from tests.fuzz.verdicts import examine

WITHIN = 400  # policies; where Numba compiles them 16
BATCH = 10
CAUGHT: dict[str, int] = json.loads(Path(__file__).with_name("caught.json").read_text())


def policies(mutant: Mutant) -> Iterator[list[Generated]]:
    """Batches of policies: the one that is known to catch the mutant, then the first ones."""
    if mutant.name in CAUGHT:
        yield [generate(CAUGHT[mutant.name], mutant.small)]
    for at in range(0, 16 if "numba" in mutant.engines else WITHIN, BATCH):
        yield [generate(s, mutant.small) for s in range(at, at + BATCH)]


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda m: m.name)
def test_mutant_is_caught(mutant: Mutant) -> None:
    if "c" in mutant.engines and shutil.which("gcc") is None:
        pytest.skip("needs gcc")
    for batch in policies(mutant):
        with mutant.planted():
            caught = [v for v in examine(batch, mutant.engines) if v.wrong]
        if caught:
            # Without the mutant there is nothing to catch.
            assert not [v.wrong for v in examine([caught[0].generated], mutant.engines) if v.wrong]
            return
    pytest.fail(f"{mutant.name} is not caught by {WITHIN} policies")


def test_there_are_thirty_of_every_kind() -> None:
    assert len({m.name for m in MUTANTS}) == len(MUTANTS) >= 30
    kinds = {m.name.split("_")[0] for m in MUTANTS}
    assert kinds >= {"fold", "dce", "forward", "pin", "finish", "jit", "c", "numba", "interpreter", "frontend"}
