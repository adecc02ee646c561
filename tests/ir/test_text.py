"""The text form is stable: golden files, and no difference hides."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pytest

from ppc.compiler.ir import nodes as ir
from ppc.compiler.ir.text import expr_text, to_text
from ppc.compiler.ir.types import BOOL, F64, I64
from ppc.compiler.source import Span
from tests.ir import samples

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("name", ["swing", "ring"])
def test_golden(name: str) -> None:
    """After a wanted change: ``python -c`` with ``to_text`` writes the file anew, and VERSION goes up."""
    assert to_text(getattr(samples, name)()) == (GOLDEN / f"{name}.ir").read_text()


@pytest.mark.parametrize(
    ("constant", "text"),
    [
        (ir.Const(F64, 0.1), "0.1"),
        (ir.Const(F64, -0.0), "-0.0"),
        (ir.Const(F64, 1.0), "1.0"),
        (ir.Const(F64, 0.1 + 0.2), "0.30000000000000004"),
        (ir.Const(F64, 5e-324), "5e-324"),
        (ir.Const(F64, math.inf), "inf"),
        (ir.Const(F64, -math.inf), "-inf"),
        (ir.Const(F64, math.nan), "nan"),
        (ir.Const(I64, -7), "-7"),
        (ir.Const(BOOL, True), "true"),
    ],
)
def test_constants(constant: ir.Const, text: str) -> None:
    assert expr_text(constant) == text
    if constant.type is F64 and constant.value == constant.value:
        assert float(text).hex() == float(constant.value).hex()


def test_proven_and_clamped_indexes_differ() -> None:
    load = ir.Load(samples.observation(3), ir.Const(I64, 1), True)
    assert (expr_text(load), expr_text(replace(load, in_bounds=False))) == ("obs[1]", "obs[clamp 1]")


def test_spans_are_printed_on_request_alone() -> None:
    span = Span(12, 4, 12, 9)
    sample = samples.program(step=(ir.Assign(samples.local("x"), samples.f(1.0), span),))
    assert "x = 1.0  ; 12:5\n" in to_text(sample, spans=True)
    assert "12:5" not in to_text(sample)
