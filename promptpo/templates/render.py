"""Renders a template to policy source and notes which of its float literals may be tuned, and how far they move."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import jinja2

_MARK = re.compile("«([^»]*)»")


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("ppc.promptpo", "templates"),
        undefined=jinja2.StrictUndefined,
        autoescape=False,  # the output is Python, not HTML
        keep_trailing_newline=True,
    )


def _free(value: float, scale: float) -> str:
    """A literal that tuning may move, by about ``scale``; the mark is removed from the finished text."""
    return f"{float(value)!r}«{float(scale)!r}»"


def render(template: str, variables: Mapping[str, Any]) -> tuple[str, tuple[float, ...]]:
    """The policy's source, and one number a float literal in the order of the text: its scale, 0 if it is fixed."""
    marked = _environment().get_template(f"{template}.jinja").render(free=_free, **variables)
    text = re.sub(r"\n{2,}(?=    def )", "\n\n", re.sub(r"\n{3,}(?!class)", "\n\n", marked)).rstrip() + "\n"
    scales: dict[tuple[int, int], float] = {}
    lines = []
    for number, line in enumerate(text.split("\n"), start=1):
        plain, at = "", 0
        for mark in _MARK.finditer(line):
            plain += line[at : mark.start()]
            at = mark.end()
            scales[number, len(plain)] = float(mark[1])
        lines.append(plain + line[at:])
    source = "\n".join(lines)
    return source, tuple(scales.get(end, 0.0) for _, end in float_literals(source))


def text_lines(source: str) -> list[str]:
    """Lines as Python's parser counts them, each with its end (``str.splitlines`` also splits at form feeds)."""
    return re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+", source)


def float_literals(source: str) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Start and end (line from 1, column from 0 in characters) of every float literal, in the order of the text."""
    lines = text_lines(source)

    def characters(line: int, offset: int) -> int:
        return len(lines[line - 1].encode()[:offset].decode())

    found = [
        ((n.lineno, characters(n.lineno, n.col_offset)), (n.lineno, characters(n.lineno, n.end_col_offset or 0)))
        for n in ast.walk(ast.parse(source))
        if isinstance(n, ast.Constant) and type(n.value) is float
    ]
    return sorted(found)
