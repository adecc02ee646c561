from __future__ import annotations

import ast

import numpy as np
import pytest
from fake import fake_parameters

from ppc.compiler.ir.nodes import Parameter
from ppc.compiler.source import Span
from ppc.promptpo.coordinates import Coordinates, own_scales, proposal_scales
from ppc.promptpo.rewrite import apply_parameters

SOURCE = """\
# é: columns count characters, the parser counts bytes
class Policy:
    def __init__(self):
        self.a = -0.5; self.b = [1.5, 2.5e0, .25]
        self.c = 'é' and 3.0 ** 2 - 4.0

    def act(self, obs):
        return obs[0] - 0.125 * self.a + +6.0
"""


def values_of(source: str) -> list[float]:
    out: list[float] = []

    def visit(node: ast.AST, sign: float = 1.0) -> None:
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub) and isinstance(node.operand, ast.Constant):
            visit(node.operand, -1.0)
            return
        if isinstance(node, ast.Constant) and isinstance(node.value, float):
            out.append(sign * node.value)
        for child in ast.iter_child_nodes(node):
            visit(child)

    visit(ast.parse(source))
    return out


def parameters() -> tuple[Parameter, ...]:
    # fake_parameters counts bytes; only the line with é differs.
    moved = []
    for p in fake_parameters(SOURCE):
        s = p.spans[0]
        shift = 1 if s.line == 5 else 0
        moved.append(Parameter(p.name, p.label, p.value, (Span(s.line, s.column - shift, s.end_line, s.end_column - shift),)))
    return tuple(moved)


def test_unchanged_values_leave_the_text_alone() -> None:
    assert apply_parameters(SOURCE, parameters(), [p.value for p in parameters()]) == SOURCE


def test_values_come_back_exactly() -> None:
    wanted = [0.1, 1e-300, 1 / 3, 5e-324, 123456789.123456789, 2.0**60, 1e22, 0.30000000000000004]
    tuned = apply_parameters(SOURCE, parameters(), wanted)
    assert [abs(v) for v in values_of(tuned)] == wanted
    assert len(tuned.splitlines()) == len(SOURCE.splitlines())


def test_negative_values_keep_their_meaning() -> None:
    wanted = [-p.value for p in parameters()]
    tuned = apply_parameters(SOURCE, parameters(), wanted)
    assert "self.a = -(-0.5)" in tuned
    assert "[-1.5, -2.5, -0.25]" in tuned
    assert "(-3.0) ** 2 - (-4.0)" in tuned
    assert "- (-0.125) * self.a + +(-6.0)" in tuned


def test_a_literal_with_two_places_is_rewritten_in_both() -> None:
    source = "a = 0.5\nb = 0.5\n"
    p = Parameter("a", "a", 0.5, (Span(1, 4, 1, 7), Span(2, 4, 2, 7)))
    assert apply_parameters(source, [p], [0.75]) == "a = 0.75\nb = 0.75\n"


def test_other_line_ends_count_as_the_parser_counts() -> None:
    source = "x = '\x0c'\r\na = 0.5\r\n"
    p = Parameter("a", "a", 0.5, (Span(2, 4, 2, 7),))
    assert apply_parameters(source, [p], [0.75]) == "x = '\x0c'\r\na = 0.75\r\n"


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
def test_what_no_literal_can_say_is_refused(value: float) -> None:
    p = Parameter("gain", "gain", 0.5, (Span(1, 4, 1, 7),))
    with pytest.raises(ValueError, match="gain cannot become"):
        apply_parameters("a = 0.5\n", [p], [value])


def test_a_structural_number_is_frozen() -> None:
    p = Parameter("n", "n", 3.0, (Span(1, 4, 1, 5),), True, True)
    assert apply_parameters("n = 3\n", [p], [3.0]) == "n = 3\n"
    with pytest.raises(ValueError, match="shape"):
        apply_parameters("n = 3\n", [p], [4.0])
    assert own_scales([p])[0] == 0.0


def test_a_wrong_number_of_values_is_refused() -> None:
    with pytest.raises(ValueError, match="2 values for 1 parameters"):
        apply_parameters("a = 0.5\n", [Parameter("a", "a", 0.5, (Span(1, 4, 1, 7),))], [1.0, 2.0])


def test_coordinates_move_only_free_parameters() -> None:
    c = Coordinates(np.array([1.0, 2.0, 3.0]), np.array([0.0, 10.0, 0.5]))
    assert c.size == 2
    assert c.values(np.array([[1.0, -2.0]])).tolist() == [[1.0, 12.0, 2.0]]


def test_scales_follow_their_literals_whether_or_not_the_sign_belongs() -> None:
    source = "a = -0.5 + 2.0\n"
    one, two = fake_parameters(source)
    signed = Parameter("a", "a", -0.5, (Span(1, 4, 1, 8),))
    for first in (one, signed):
        assert proposal_scales(source, (0.0, 3.0), [two, first]).tolist() == [3.0, 0.0]
    assert proposal_scales(source, None, [one, two]).tolist() == [0.5, 2.0]
    with pytest.raises(ValueError, match="scales 1"):
        proposal_scales(source, (1.0,), [one, two])
