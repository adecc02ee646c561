"""Lines of a policy's text with marks under a place, as plain text for a terminal of any width."""

from __future__ import annotations

import re
import unicodedata
from itertools import accumulate

from ppc.compiler.source import Span

LINE_COLUMNS = 120  # of the policy's text; longer lines are cut around the place
TAB = 4
_BREAK = re.compile(r"\r\n|\r|\n")  # where Python's parser ends a line: not at form feeds or U+2028
_ELLIPSIS = "..."


def text_lines(source: str) -> list[str]:
    """The lines of ``source`` as spans count them."""
    return _BREAK.split(source)


def excerpt(lines: list[str], span: Span, mark: str = "^") -> list[str]:
    """The lines of ``span`` behind a margin with their numbers, ``mark`` under what it covers.

    Of a span of many lines the first and the last are shown, of a statement with a body the first. Empty where the span
    has no place in the text.
    """
    if not 1 <= span.line <= len(lines):
        return []
    last = min(max(span.end_line, span.line), len(lines))
    if span.end_column == 0 and last > span.line:
        last -= 1  # it ends before the first character of that line
    if lines[span.line - 1].partition("#")[0].rstrip().endswith(":"):
        last = span.line  # a statement with a body: its head says enough
    shown = [span.line] if last == span.line else [span.line, last]
    width = margin(span)
    out = [f"{' ' * width} |"]
    for number in shown:
        text = lines[number - 1]
        first = span.column if number == span.line else len(text) - len(text.lstrip())
        end = span.end_column if number == span.end_line else len(text.rstrip())
        if number != span.line and number > span.line + 1:
            out.append(_ELLIPSIS)
        body, under = _marked(text, first, end, mark)
        out += [f"{number:>{width}} | {body}", f"{' ' * width} | {under}"]
    return [line.rstrip() for line in out]


def margin(span: Span) -> int:
    """Characters that the line numbers of an excerpt take."""
    return len(str(max(span.line, span.end_line)))


def _marked(text: str, first: int, end: int, mark: str) -> tuple[str, str]:
    """``text`` as shown, and the line of marks under the characters ``first`` to ``end``."""
    cells = [_cell(c) for c in text]
    at = list(accumulate((w for _, w in cells), initial=0))
    first = min(first, len(text))
    end = max(min(end, len(text)), first)
    left, right = at[first], max(at[end], at[first] + 1)
    if at[-1] <= LINE_COLUMNS:
        return "".join(c for c, _ in cells), " " * left + mark * (right - left)
    # A window: a third of it before the place, the rest from there on.
    begin = max(0, min(left - LINE_COLUMNS // 3, at[-1] - LINE_COLUMNS))
    inside = [i for i in range(len(text)) if begin <= at[i] and at[i + 1] <= begin + LINE_COLUMNS]
    body = "".join(cells[i][0] for i in inside)
    start, stop = at[inside[0]], at[inside[-1] + 1]
    head = _ELLIPSIS if start > 0 else ""
    tail = _ELLIPSIS if stop < at[-1] else ""
    lead = len(head) + left - start
    return head + body + tail, " " * lead + mark * max(1, min(right, stop) - left)


def _cell(c: str) -> tuple[str, int]:
    """What stands for a character, and the columns that it takes.

    Control characters, and those that turn the direction of writing around, are shown as a replacement: they would make
    the line look like something else than what is compiled.
    """
    if c == "\t":
        return " " * TAB, TAB
    category = unicodedata.category(c)
    if category in ("Cc", "Cs", "Zl", "Zp") or c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069":
        return "\ufffd", 1
    if category in ("Mn", "Me", "Cf"):
        return c, 0
    return c, 2 if unicodedata.east_asian_width(c) in "WF" else 1
