"""What the compiler says about the cases, to the character. ``PPC_UPDATE_GOLDENS=1`` writes it again."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from ppc.compiler.diagnostics.catalogue import RULES
from tests.diagnostics.harness import CASES, FOLDER, diagnostics, read

UPDATE = os.environ.get("PPC_UPDATE_GOLDENS") == "1"


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
def test_case(path: Path) -> None:
    source, signature = read(path)
    found = diagnostics(source, signature)
    assert path.name[:6] in {d.code for d in found}, [f"{d.code}: {d.message}" for d in found]
    text = "\n\n".join(d.render(source, path.name) for d in found) + "\n"
    golden = path.with_suffix(".err")
    if UPDATE:
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8"), "PPC_UPDATE_GOLDENS=1 accepts the new text"


def test_every_code_that_a_policy_can_get_has_a_case() -> None:
    assert all(re.fullmatch(r"PPC\d{3}_\w+", p.stem) for p in CASES)
    assert {p.name[:6] for p in CASES} == {r.code for r in RULES.values() if r.example}


def test_no_golden_has_lost_its_case() -> None:
    assert {p.stem for p in FOLDER.glob("*.err")} == {p.stem for p in CASES}


def test_goldens_have_a_place_in_the_text() -> None:
    without = []
    for path in CASES:
        blocks = path.with_suffix(".err").read_text(encoding="utf-8").rstrip("\n").split("\n\n")
        for lines in (block.splitlines() for block in blocks):
            head = re.fullmatch(r"(?:error|warning|note)\[(PPC\d{3})\]: .+", lines[0])
            assert head
            if len(lines) == 1:
                without.append(head[1])
                continue
            place = re.fullmatch(r" *--> (PPC\w+\.py):(\d+):(\d+)", lines[1])
            assert place and place[1] == path.name
            marks = next(line for line in lines if re.fullmatch(r" *\| *\^+", line))
            assert len(marks) < 140
    assert set(without) <= {"PPC904"}
