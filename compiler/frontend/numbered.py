"""Strings of run-time integers, such as ``f"{row},{column}"``: the usual keys of a table. They are kept as their numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend.values.values import TEXT, ListObject, Num, NumberText, Ref, Static, Tuple, Value
from ppc.compiler.ir.types import I64

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator

Part = str | Num


def text(ev: Evaluator, pieces: list[tuple[Any, ...]], last: str = "") -> Value:
    """The string of pieces (value, format specification, letter of the conversion) and a known end, if it is one of integers
    that its known parts tell apart; else one of which nothing is known."""
    parts: list[Part] = []
    for value, spec, conversion in pieces:
        own = _parts(ev, value, spec, conversion)
        if own is None:
            return TEXT
        parts += own
    literals, numbers = [""], []
    for part in [*parts, last]:
        if isinstance(part, str):
            literals[-1] += part
        else:
            literals.append("")
            numbers.append(ev.hold(ar.as_python(part), "key"))
    apart = all(t and not t[0].isdigit() for t in literals[1:-1])
    return NumberText(TEXT.what, tuple(literals), tuple(numbers)) if apart and numbers else TEXT


def _parts(ev: Evaluator, value: Value, spec: str, conversion: int) -> list[Part] | None:
    """What a piece adds: known text and integers; None for anything else."""
    if isinstance(value, NumberText):
        if spec or conversion not in (-1, ord("s")):
            return None
        rest: list[Part] = [p for pair in zip(value.numbers, value.pieces[1:], strict=True) for p in pair]
        return [value.pieces[0], *rest]
    if isinstance(value, Static):
        if not isinstance(value.value, str) or conversion not in (-1, ord("s")):
            return None
        return [format(value.value, spec)]
    if isinstance(value, Num) and value.type is I64 and spec in ("", "d"):
        shown = conversion in (-1, ord("s")) or not value.numpy
        return [value] if shown and not (spec and conversion != -1) else None
    return None if spec else _of_sequence(ev, value)


def _of_sequence(ev: Evaluator, value: Value) -> list[Part] | None:
    """A tuple or list of Python's integers."""
    content = ev.heap[value.id] if isinstance(value, Ref) else value
    if not isinstance(content, Tuple | ListObject) or (isinstance(content, Tuple) and content.cls is not None):
        return None
    parts: list[Part] = []
    for i, item in enumerate(content.items):
        own = _parts(ev, item, "", ord("r"))
        if own is None:
            return None
        parts += [", ", *own] if i else own
    if isinstance(content, ListObject):
        return ["[", *parts, "]"]
    return ["(", *parts, ",)" if len(content.items) == 1 else ")"]
