"""Strings of run-time integers, such as ``f"{row},{column}"``: the usual keys of a table. They are kept as their numbers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend import conversions, strings
from ppc.compiler.frontend.values.values import TEXT, Choice, ListObject, Num, NumberText, Ref, Static, Tuple, Value, const
from ppc.compiler.ir.types import BOOL, I64

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator

Part = str | tuple[tuple[str, ...], Num]  # known text, or a number and the words that it stands for


def text(ev: Evaluator, pieces: Iterable[tuple[Value, str, int]], last: str = "") -> Value:
    """The string of pieces (value, format specification, letter of the conversion) and a known end, if it is one of integers
    and of words of known sets that can be told apart; else one of which nothing is known."""
    parts: list[Part] = []
    for value, spec, conversion in pieces:
        own = _parts(ev, value, spec, conversion)
        if own is None:
            return TEXT
        parts += own
    literals: list[str] = [""]
    slots: list[tuple[tuple[str, ...], Num]] = []
    for part in [*parts, last]:
        if isinstance(part, str):
            literals[-1] += part
        else:
            literals.append("")
            slots.append(part)
    words = tuple(w for w, _ in slots)
    if not slots or not all(map(_ends, words[:-1], literals[1:])):
        return TEXT
    numbers = tuple(ev.hold(ar.as_python(n), "key") for _, n in slots)
    return NumberText(TEXT.what, tuple(literals), words, numbers)


def _ends(words: tuple[str, ...], following: str) -> bool:
    """Whether it is clear where a number or one of several words ends, before a known text and more."""
    if not words:
        return following != "" and not following[0].isdigit()
    if following and all(following[0] not in w for w in words):
        return True
    return not any(a != b and b.startswith(a) for a in words for b in words)


def _of_words(ev: Evaluator, value: Value, spec: str, conversion: int) -> list[Part] | None:
    """One of several strings, or a bool."""
    found = strings.axis(ev, value) if not isinstance(value, Num) or value.type is BOOL else None
    if found is None or found.index is None or found.numbers or conversion not in (-1, ord("s")):
        return None
    if spec or not all(v is None or isinstance(v, str | bool) for v in found.values):
        return None
    shown = [str(v) for v in found.values]
    words = tuple(sorted(set(shown)))
    number = conversions.per_option(ev, Choice(found.index, tuple(const(words.index(w)) for w in shown)), lambda v: v)
    return [(words, number)]


def _parts(ev: Evaluator, value: Value, spec: str, conversion: int) -> list[Part] | None:
    """What a piece adds: known text and integers; None for anything else."""
    if isinstance(value, NumberText):
        if spec or conversion not in (-1, ord("s")):
            return None
        slots = zip(value.words, value.numbers, value.pieces[1:], strict=True)
        rest: list[Part] = [p for words, number, piece in slots for p in ((words, number), piece)]
        return [value.pieces[0], *rest]
    if isinstance(value, Static):
        if not isinstance(value.value, str) or conversion not in (-1, ord("s")):
            return None
        return [format(value.value, spec)]
    if isinstance(value, Num) and value.type is I64 and spec in ("", "d"):
        shown = conversion in (-1, ord("s")) or not value.numpy
        return [((), value)] if shown and not (spec and conversion != -1) else None
    found = _of_words(ev, value, spec, conversion)
    return found if found is not None or spec else _of_sequence(ev, value)


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
