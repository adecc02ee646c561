"""Texts of a probe while it is evaluated: a tuple that begins with a mark and goes on with the text's pieces.

As tuples they take part in all that the evaluator does with values: branches, lists, calls. A piece is a string, one of
several strings, or the value of a placeholder behind ``texts.VALUE`` and its format specification.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ppc.compiler import budgets
from ppc.compiler.frontend import conversions, expressions, texts
from ppc.compiler.frontend.errors import Unsupported
from ppc.compiler.frontend.values.values import Builtin, Choice, Num, Static, Tuple, Value

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator

_MARK = Static("\0text")


def _is_marked(value: Value, mark: str) -> bool:
    first = value.items[0] if isinstance(value, Tuple) and value.items else None
    return isinstance(first, Static) and first.value == mark


def is_text(value: Value) -> bool:
    return _is_marked(value, _MARK.value)


def is_piece(value: Value) -> bool:
    return _is_marked(value, texts.VALUE) and len(value.items) == 3


def _is_string(value: Value) -> bool:
    return isinstance(value, Static) and isinstance(value.value, str)


def _is_wording(value: Value) -> bool:
    """A text, a string, or one of several."""
    return is_text(value) or _is_string(value) or (isinstance(value, Choice) and all(map(_is_string, value.options)))


def spec_of(value: Value) -> str:
    return value.value if _is_string(value) else ""  # one of several after a branch: none


def shown(value: object, spec: str) -> str:
    """A known value as ``spec`` wants it, or plainly where it does not fit."""
    try:
        return format(value, spec)
    except (TypeError, ValueError, OverflowError):
        return str(value)


def pieces_of(value: Value) -> list[Value]:
    """What a wording is made of. Marks within come from texts that were added as tuples."""
    return [v for v in value.items if not (_is_string(v) and v.value == _MARK.value)] if is_text(value) else [value]


def _flattened(piece: Value) -> list[Value]:
    """A piece, or the pieces of the text that it formats."""
    return pieces_of(piece.items[2]) if is_piece(piece) and is_text(piece.items[2]) else [piece]


def _known(piece: Value) -> str | None:
    """The text of a piece where it is known."""
    spec = ""
    if is_piece(piece):
        spec, piece = spec_of(piece.items[1]), piece.items[2]
    value = piece.static if isinstance(piece, Num) and piece.constant else getattr(piece, "value", None)
    if not isinstance(piece, Num | Static) or value is None:
        return None
    return shown(value, spec)


def _row(ev: Evaluator, pieces: list[Value]) -> Value:
    """Pieces as one text; a plain string where all is known, so that it can be a key."""
    flat = [p for piece in pieces for p in _flattened(piece)]
    known = [_known(p) for p in flat]
    if all(k is not None for k in known):
        whole = "".join(k for k in known if k is not None)
        if len(whole) > budgets.STRING_CHARACTERS:
            raise Unsupported("PPC804", f"a text of {len(whole)} characters is too long")
        return Static(whole)
    ev.burn(len(flat))
    if len(flat) > budgets.TUPLE_LEAVES:
        raise Unsupported("PPC802", f"this text has more than {budgets.TUPLE_LEAVES} pieces")
    return Tuple((_MARK, *(ev.keep(p, "piece") for p in flat)))


def text(ev: Evaluator, args: list[Value], kwargs: dict[str, Value]) -> Value:
    return _row(ev, args)


def plus(ev: Evaluator, args: list[Value], kwargs: dict[str, Value]) -> Value:
    left, right = args
    if _is_wording(left) and _is_wording(right):
        return _row(ev, [*pieces_of(left), *pieces_of(right)])
    return expressions.operate(ev, "+", left, right)


def join(ev: Evaluator, args: list[Value], kwargs: dict[str, Value]) -> Value:
    separator, sequence = args
    if not _is_wording(separator):
        raise Unsupported("PPC201", "only a string joins others", help='write ", ".join([...])')
    pieces: list[Value] = []
    for i, item in enumerate(conversions.static_items(ev, sequence)):
        if not _is_wording(item):
            raise Unsupported("PPC201", "only texts can be joined", help="write an f-string around the number")
        pieces += [*(pieces_of(separator) if i else []), *pieces_of(item)]
    return _row(ev, pieces) if pieces else Static("")


def to_text(ev: Evaluator, args: list[Value], kwargs: dict[str, Value]) -> Value:
    (value,) = args
    return value if _is_wording(value) else _row(ev, [Tuple((Static(texts.VALUE), Static(""), value))])


FUNCTIONS: dict[str, Value] = {
    texts.TEXT: Builtin(texts.TEXT, text),
    texts.PLUS: Builtin(texts.PLUS, plus),
    texts.JOIN: Builtin(texts.JOIN, join),
    texts.STR: Builtin(texts.STR, to_text),
}
