"""Prints expression trees with the parentheses that a language's precedence asks for, and no more."""

from __future__ import annotations

import textwrap
from typing import NamedTuple

PRIMARY, UNARY, MULTIPLY, ADD, COMPARE, NOT, AND, OR, CONDITIONAL, ANY = 16, 15, 13, 12, 9, 7, 6, 5, 3, 0


class Text(NamedTuple):
    """Printed code and how tightly its outermost operator binds (higher is tighter)."""

    code: str
    level: int = PRIMARY


class Infix(NamedTuple):
    """``symbol`` binds at ``level``; its operands need at least ``left`` and ``right``."""

    symbol: str
    level: int
    left: int
    right: int

    def join(self, left: Text, right: Text) -> Text:
        return Text(f"{at_least(left, self.left)} {self.symbol} {at_least(right, self.right)}", self.level)


def at_least(text: Text, level: int) -> str:
    """``text``, in parentheses when it binds less tightly than ``level``."""
    return text.code if text.level >= level else f"({text.code})"


def call(function: str, *arguments: Text) -> Text:
    return Text(f"{function}({', '.join(a.code for a in arguments)})")


def wrap(line: str, indent: str, width: int = 110) -> list[str]:
    """``line`` broken at blanks, continuation lines indented by ``indent``; text without blanks stays whole."""
    if len(line) <= width:
        return [line]
    lead = line[: len(line) - len(line.lstrip())]
    return textwrap.wrap(
        line.strip(),
        width=width,
        initial_indent=lead,
        subsequent_indent=lead + indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


# Left-associative arithmetic keeps the order of the tree: a + (b + c) keeps its parentheses.
ARITHMETIC = {
    "fadd": Infix("+", ADD, ADD, MULTIPLY),
    "fsub": Infix("-", ADD, ADD, MULTIPLY),
    "fmul": Infix("*", MULTIPLY, MULTIPLY, UNARY),
    "fdiv": Infix("/", MULTIPLY, MULTIPLY, UNARY),
}
COMPARISONS = {
    op: Infix(symbol, COMPARE, ADD, ADD)
    for op, symbol in {
        "flt": "<", "fle": "<=", "feq": "==", "fne": "!=", "ilt": "<", "ile": "<=", "ieq": "==", "ine": "!=",
    }.items()
}  # fmt: skip
