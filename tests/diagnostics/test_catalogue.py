"""The catalogue and the compiler agree: every code has a rule, every rule is raised, and its examples do what they say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ppc.compiler import PolicyError, compile_policy
from ppc.compiler.diagnostics.catalogue import RULES, SERIES, Rule
from ppc.compiler.source import NO_SPAN
from tests.diagnostics.harness import diagnostics

COMPILER = Path(__file__).parent.parent.parent / "compiler"
WITHOUT_EXAMPLE = {"PPC008", "PPC405"}  # guards that no known policy gets to

EXAMPLES = [pytest.param(r, id=r.code) for r in RULES.values() if r.example]


def raised() -> dict[str, set[str]]:
    """Code -> the files that raise it."""
    found: dict[str, set[str]] = {}
    for path in COMPILER.rglob("*.py"):
        if "diagnostics" not in path.parts:
            for code in re.findall(r'"(PPC\d{3})"', path.read_text(encoding="utf-8")):
                found.setdefault(code, set()).add(path.name)
    return found


def test_every_code_that_is_raised_has_a_rule() -> None:
    assert {code: files for code, files in raised().items() if code not in RULES} == {}


def test_every_rule_is_raised_somewhere() -> None:
    assert len(raised()) > 40
    assert sorted(set(RULES) - set(raised())) == []


def test_codes_are_written_in_full() -> None:
    """A code that is put together would escape the two tests above."""
    for path in COMPILER.rglob("*.py"):
        if "diagnostics" not in path.parts:
            text = path.read_text(encoding="utf-8")
            assert len(re.findall(r"PPC\d", text)) == len(re.findall(r'"PPC\d{3}"', text)), path.name


def test_rules_are_in_order_and_complete() -> None:
    assert list(RULES) == sorted(RULES)
    for code, r in RULES.items():
        assert code == r.code and code[:4] in SERIES
        assert r.title and not r.title.endswith(".") and r.title[0] == r.title[0].lower()
        assert r.what.endswith(".") and r.why.endswith(".")
        assert r.severity in (("warning", "note") if code.startswith("PPC9") else ("error",))
        assert bool(r.example) == bool(r.instead) == (code not in WITHOUT_EXAMPLE)


@pytest.mark.parametrize("r", EXAMPLES)
def test_the_example_gets_the_code(r: Rule) -> None:
    found = diagnostics(r.example, r.signature)
    assert [(d.code, d.severity) for d in found] == [(r.code, r.severity)]
    assert found[0].message


@pytest.mark.parametrize("r", EXAMPLES)
def test_what_stands_instead_compiles(r: Rule) -> None:
    try:
        policy = compile_policy(r.instead, r.signature)
    except PolicyError as error:
        pytest.fail(error.render())
    assert [note.code for note in policy.notes] == []


@pytest.mark.parametrize("r", [e for e in EXAMPLES if e.id != "PPC904"])
def test_the_example_points_at_its_place(r: Rule) -> None:
    for d in diagnostics(r.example, r.signature):
        assert d.span != NO_SPAN and d.span.line <= r.example.count("\n") + 1
