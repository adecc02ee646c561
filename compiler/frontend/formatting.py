"""Strings made of values: f-strings, ``str``, ``repr``, ``format``, ``%`` and ``join``."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ppc.compiler.frontend import calls, conversions, numbered, strings, syntax
from ppc.compiler.frontend.errors import NeedsStatic, Unsupported
from ppc.compiler.frontend.iteration import sequence
from ppc.compiler.frontend.values.checkpoint import Checkpoint
from ppc.compiler.frontend.values.values import (
    EXCEPTION,
    MESSAGE,
    TEXT,
    Choice,
    EnumMember,
    Handle,
    Instance,
    Num,
    Ref,
    Static,
    Tuple,
    UnknownText,
    Value,
)

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator

_WIDE = re.compile(r"\d{4}|\*")  # a width of more than three digits, or one that is computed
_PLACEHOLDER = re.compile(r"\w*")
_PERCENT = re.compile(r"%([dis])")
_NUMBERS = {"IntEnum", "IntFlag", "StrEnum"}  # enums whose members are shown as their values

Piece = tuple[Value, str, int]  # a value, its format specification, and the letter of !r, !s or !a (else -1)


def joined(ev: Evaluator, node: ast.JoinedStr) -> Value:
    """An f-string."""
    pieces: list[Piece] = []
    for part in node.values:
        if not isinstance(part, ast.FormattedValue):
            pieces.append((ev.evaluate(part), "", -1))
            continue
        value = _evaluated(ev, part.value)
        spec = Static("") if part.format_spec is None else ev.evaluate(part.format_spec)
        pieces.append(
            (value if isinstance(spec, Static) else TEXT, spec.value if isinstance(spec, Static) else "", part.conversion)
        )
    return formatted(ev, pieces)


def _evaluated(ev: Evaluator, node: ast.expr) -> Value:
    """A value in a string that may only be printed: what has no effect need not be understood."""
    if any(isinstance(n, ast.Call | ast.NamedExpr) for n in syntax.walk(node)):
        return ev.evaluate(node)
    point = Checkpoint(ev)
    try:
        return ev.evaluate(node)
    except NeedsStatic:
        raise
    except Unsupported as error:
        if error.raises or error.code == "PPC209":
            raise
        point.rollback(ev)
        return TEXT


def formatted(ev: Evaluator, pieces: list[Piece]) -> Value:
    """The pieces as one string."""
    specs = [spec for _, spec, _ in pieces]
    values = [_shown(ev, value, conversion, bool(spec)) for value, spec, conversion in pieces]
    pieces = [(v, spec, -1 if isinstance(given, Ref) else c) for v, (given, spec, c) in zip(values, pieces, strict=True)]
    unknown = [v for v in values if isinstance(v, UnknownText)]
    if EXCEPTION in unknown or MESSAGE in unknown:
        return MESSAGE
    if any(map(_WIDE.search, specs)):
        return TEXT
    if unknown:
        return numbered.text(ev, pieces)
    conversions_: dict[int, Callable[[Any], str]] = {ord("r"): repr, ord("a"): ascii, ord("s"): str}
    convert = [conversions_.get(c) for _, _, c in pieces]

    def text(*known: Any) -> str:
        shown = [v if c is None else c(v) for v, c in zip(known, convert, strict=True)]
        return "".join(format(v, spec) for v, spec in zip(shown, specs, strict=True))

    found = strings.apply(ev, values, text, "this string")
    return numbered.text(ev, pieces) if found is None else found


def _shown(ev: Evaluator, value: Value, conversion: int, spec: bool = False) -> Value:
    """A value in a form whose text Python's own function gives."""
    if isinstance(value, Choice) and any(isinstance(o, EnumMember) for o in value.options):
        options = [_shown(ev, o, conversion, spec) for o in value.options]
        known = all(isinstance(o, Static | Num) for o in options)
        return Choice(value.index, tuple(options)) if known else TEXT
    if isinstance(value, Num) and value.numpy and conversion not in (-1, ord("s")):
        return TEXT  # NumPy's numbers show their type
    if isinstance(value, Handle):
        return TEXT
    if isinstance(value, Ref) and isinstance(ev.heap[value.id], Instance):
        return _object(ev, value, conversion, spec)
    return _member(ev, value, conversion, spec) if isinstance(value, EnumMember) else value


def _object(ev: Evaluator, value: Ref, conversion: int, spec: bool) -> Value:
    """The text of an object, as its class has it. Most are printed only: one that cannot be followed is an unknown text."""
    cls = ev.heap[value.id].cls
    names = ("__repr__",) if conversion in (ord("r"), ord("a")) else ("__str__", "__repr__")
    own = next((m for m in map(cls.find_method, names) if m is not None), None)
    if own is None or cls.find_method("__format__") is not None or (spec and conversion == -1) or conversion == ord("a"):
        return TEXT
    point = Checkpoint(ev)
    try:
        found = calls.call_user(ev, own[1], [value], {}, own[1].node)
    except NeedsStatic:
        raise
    except Unsupported:
        point.rollback(ev)
        return TEXT
    return found if strings.is_textual(found) else TEXT


def _member(ev: Evaluator, member: EnumMember, conversion: int, spec: bool) -> Value:
    cls = member.value.cls
    own = cls.find_method("__str__")
    if conversion in (ord("r"), ord("a")) or cls.find_method("__format__") is not None:
        return TEXT
    if own is not None:
        return calls.call_user(ev, own[1], [member], {}, own[1].node)
    bases = {ast.unparse(b).rpartition(".")[2] for c in cls.order() for b in c.node.bases}
    if bases & _NUMBERS:
        return member.value.value
    if "Flag" in bases or (member.value.plain is not None and conversion == -1):
        return TEXT  # which of its texts is shown depends on the version of Python
    return Static(f"{member.owner}.{member.name}")


def of_value(ev: Evaluator, value: Value) -> Value:
    """``str(value)``."""
    return value if strings.is_textual(value) and not _has_members(value) else formatted(ev, [(value, "", ord("s"))])


def _has_members(value: Value) -> bool:
    return any(isinstance(o, EnumMember) for o in (value.options if isinstance(value, Choice) else (value,)))


def template(ev: Evaluator, base: Value, args: list[Value], kwargs: dict[str, Value]) -> Value:
    """``base.format(...)``."""
    if not (isinstance(base, Static) and isinstance(base.value, str)):
        return TEXT
    pieces: list[Piece] = []
    upcoming = 0
    try:
        for text, name, spec, conversion in string.Formatter().parse(base.value):
            pieces.append((Static(text), "", -1))
            if name is None:
                continue
            if not _PLACEHOLDER.fullmatch(name) or "{" in (spec or ""):
                return TEXT
            if not name:
                name, upcoming = str(upcoming), upcoming + 1
            value = args[int(name)] if name.isdigit() else kwargs[name]
            pieces.append((value, spec or "", ord(conversion) if conversion else -1))
    except (ValueError, LookupError) as error:
        raise Unsupported("PPC403", f"this format raises {type(error).__name__}: {error}") from None
    return formatted(ev, pieces)


def percent(ev: Evaluator, base: Value, value: Value) -> Value:
    """``base % value`` of a string."""
    given = list(value.items) if isinstance(value, Tuple) else [value]
    texts = base.options if isinstance(base, Choice) else (base,)
    if any(not isinstance(t, Static) or _WIDE.search(t.value) or "%r" in t.value or "%a" in t.value for t in texts):
        return TEXT
    values = [_shown(ev, v, ord("s")) for v in given]
    if any(isinstance(v, UnknownText) for v in values):
        return TEXT
    found = strings.apply(ev, [base, *values], lambda text, *known: text % known, "'%'")
    if found is not None or not isinstance(base, Static):
        return TEXT if found is None else found
    return _numbered_percent(ev, base.value, values)


def _numbered_percent(ev: Evaluator, text: str, values: list[Value]) -> Value:
    kinds = _PERCENT.findall(text)
    literals = _PERCENT.split(text)[::2]
    fits = len(kinds) == len(values) and not any("%" in t for t in literals)
    if not fits or any(k != "s" and not isinstance(v, Num) for k, v in zip(kinds, values, strict=True)):
        return TEXT
    pieces = [p for t, v in zip(literals, values, strict=False) for p in ((Static(t), "", -1), (v, "", -1))]
    return numbered.text(ev, pieces, literals[-1])


def join(ev: Evaluator, separator: Value, items: Value) -> Value:
    """``separator.join(items)``."""
    items = conversions.present(ev, items)
    if isinstance(items, UnknownText) or sequence(ev, items).count is None:
        return TEXT
    parts = conversions.static_items(ev, items)
    for part in parts:
        if not strings.is_textual(part):
            raise Unsupported("PPC201", "only strings can be joined", help="write str(...) around the number")
    found = strings.apply(ev, [separator, *parts], lambda between, *texts: between.join(texts), "join()")
    if found is not None:
        return found
    return formatted(ev, [(v, "", -1) for part in parts for v in (separator, part)][1:])
