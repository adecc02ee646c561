"""Diagnostics as text and as data: marks stand under what they mean, whatever the line holds."""

from __future__ import annotations

import unicodedata

import pytest

from ppc.compiler.diagnostics import Diagnostic, PolicyError
from ppc.compiler.source import NO_SPAN, Span


def render(source: str, span: Span, **options: str) -> list[str]:
    return Diagnostic("PPC999", "it is wrong", span, **options).render(source).splitlines()


def columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 0 if unicodedata.combining(c) else 1 for c in text)


def marked(lines: list[str]) -> str:
    """What the carets of the first marked line stand under."""
    at = next(i for i, line in enumerate(lines) if line.rstrip().endswith("^"))
    marks, text = lines[at], lines[at - 1]
    first, end = marks.index("^"), len(marks)
    starts = [columns(text[:i]) for i in range(len(text) + 1)]
    return text[starts.index(first) : starts.index(end)]


def test_the_whole() -> None:
    assert render("a = 1\nb = foo\n", Span(2, 4, 2, 7), help="write bar") == [
        "error[PPC999]: it is wrong",
        " --> policy.py:2:5",
        "  |",
        "2 | b = foo",
        "  |     ^^^",
        "  = help: write bar",
    ]


def test_a_long_line_number_moves_the_margin() -> None:
    lines = render("x\n" * 120, Span(115, 0, 115, 1))
    assert lines[1:] == ["   --> policy.py:115:1", "    |", "115 | x", "    | ^"]


@pytest.mark.parametrize(
    ("before", "place", "after"),
    [
        ("\t\tx =\t", "foo", "\t+ 1"),
        ("x = '速度', ", "foo", " # 二"),
        ("x = 'e\u0301e\u0301', ", "foo", ""),
        ("速 = ", "高度", " + 1"),
        ("x = [" + "1.0, " * 300, "foo", ", 2.0" * 200 + "]"),
        ("x = [" + "'速', " * 300, "foo", ", '度'" * 200 + "]"),
        ("", "foo", " + 1.0" * 100),
        ("1.0 + " * 100, "foo", ""),
        ("x = '\x1b[31m\u202e\x00' + ", "foo", ""),
    ],
)
def test_carets_stand_under_the_place(before: str, place: str, after: str) -> None:
    lines = render(before + place + after, Span(1, len(before), 1, len(before) + len(place)))
    assert marked(lines) == place
    assert max(map(columns, lines)) < 140


def test_nothing_that_steers_a_terminal_is_shown() -> None:
    text = "\n".join(render("x = '\x1b]0;title\x07\x9b\u202e\u2066\r' + 1", Span(1, 0, 1, 1)))
    assert all(unicodedata.category(c) not in ("Cc", "Cf") or c == "\n" for c in text)


def test_lines_are_those_of_the_parser() -> None:
    """Form feeds and Unicode's line separators end no line of Python."""
    assert marked(render("a = '\x0c\x1c\u2028\x85'\r\nb = foo\rc = 1\n", Span(2, 4, 2, 7))) == "foo"


def test_a_place_of_several_lines() -> None:
    source = "y = f(\n    1,\n    2,\n)  # end\n"
    assert render(source, Span(1, 4, 4, 1))[2:] == [
        "  |", "1 | y = f(", "  |     ^^", "...", "4 | )  # end", "  | ^",
    ]  # fmt: skip
    assert render("(a +\n  b)\n", Span(1, 1, 2, 3))[2:] == ["  |", "1 | (a +", "  |  ^^^", "2 |   b)", "  |   ^"]


def test_of_a_statement_with_a_body_the_head_is_shown() -> None:
    assert render("for x in y:  # all\n    a\n    b\n", Span(1, 0, 3, 5))[3:] == [
        "1 | for x in y:  # all",
        "  | ^^^^^^^^^^^^^^^^^^",
    ]


@pytest.mark.parametrize("span", [NO_SPAN, Span(7, 0, 7, 1), Span(-1, 0, -1, 0)])
def test_a_place_that_is_not_in_the_text_is_left_out(span: Span) -> None:
    assert render("x = 1\n", span, help="h") == ["error[PPC999]: it is wrong", "  = help: h"]


@pytest.mark.parametrize("span", [Span(1, 50, 1, 60), Span(1, 5, 1, 5), Span(1, 3, 1, 2), Span(2, 0, 2, 0)])
def test_odd_places_get_one_caret(span: Span) -> None:
    assert render("x = 1\n", span)[-1].count("^") == 1


def chain(*lines: int) -> Span:
    span = None
    for line in reversed(lines):
        span = Span(line, 0, line, 1, span)
    assert span is not None
    return span


def test_calls_are_shown_with_their_lines() -> None:
    lines = render("abc\n" * 9, chain(1, 5, 9))
    assert lines[5:] == [
        " --> policy.py:5:1 (called from here)", "5 | abc", "  | -",
        " --> policy.py:9:1 (called from here)", "9 | abc", "  | -",
    ]  # fmt: skip


def test_long_chains_are_cut_but_for_the_outermost_call() -> None:
    lines = render("abc\n" * 30, chain(*range(1, 21)))
    assert sum("-->" in line for line in lines) == 5
    assert lines[-4:] == ["  ... 15 more calls", "  --> policy.py:20:1 (called from here)", "20 | abc", "   | -"]


def test_recursion_is_shown_once() -> None:
    lines = render("abc\n" * 9, chain(1, 1, 1, 1, 2))
    assert [line for line in lines if "-->" in line or "..." in line] == [
        " --> policy.py:1:1", "  ... 3 more calls", " --> policy.py:2:1 (called from here)",
    ]  # fmt: skip


def test_data() -> None:
    data = Diagnostic("PPC999", "m", Span(2, 4, 3, 7, Span(9, 0, 9, 3)), "h", "warning").to_json()
    assert data == {
        "code": "PPC999",
        "severity": "warning",
        "message": "m",
        "help": "h",
        "span": {"line": 2, "column": 5, "end_line": 3, "end_column": 8},
        "called_from": [{"line": 9, "column": 1, "end_line": 9, "end_column": 4}],
    }


def test_an_error_renders_all_of_its_diagnostics() -> None:
    found = [Diagnostic("PPC998", "one", Span(1, 0, 1, 1)), Diagnostic("PPC999", "two", Span(2, 0, 2, 1))]
    text = PolicyError(found, "a\nb\n").render("p.py")
    assert text.split("\n\n") == [found[0].render("a\nb\n", "p.py"), found[1].render("a\nb\n", "p.py")]
    assert "p.py:2:1" in text
