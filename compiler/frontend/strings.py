"""Strings. What is known of them is computed by Python itself: once for a known string, and for each of several where a
run-time choice has it which one is meant. Of any other string nothing is known but that it is one (``UnknownText``): it may be
stored, printed or raised, and its use is refused.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ppc.compiler import budgets
from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend import conversions
from ppc.compiler.frontend.errors import NeedsStatic, Unsupported
from ppc.compiler.frontend.values.detach import made_of
from ppc.compiler.frontend.values.ranges import interval
from ppc.compiler.frontend.values.values import (
    EXCEPTION,
    MESSAGE,
    SINGLE,
    TEXT,
    Choice,
    EnumMember,
    ListObject,
    Maybe,
    Num,
    NumberText,
    Static,
    Tuple,
    TypeName,
    UnknownText,
    Value,
    const,
)
from ppc.compiler.ir.types import BOOL, I64

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator

_RAISED = (ValueError, LookupError, TypeError, AttributeError, OverflowError)
_FAULTS = {"ValueError": "value", "IndexError": "index", "KeyError": "key", "OverflowError": "overflow"}


@dataclass(frozen=True, slots=True, eq=False)
class Axis:
    """The values that an operand may have, selected by ``index`` (None: there is one). ``numbers`` are what becomes structural
    when they are used."""

    index: Num | None
    values: tuple[Any, ...]
    numbers: tuple[Num, ...] = ()


class _Unknown(Exception):
    """A value is not known."""


def refusal(value: UnknownText) -> NeedsStatic:
    """What is said where something is done with a text of which nothing is known."""
    if value in (EXCEPTION, MESSAGE):
        return NeedsStatic(
            "PPC306",
            f"the value of {value.what} is needed",
            help="catch each exception by a handler of its own, or set a flag before it is raised",
        )
    return NeedsStatic(
        "PPC306",
        "the value of a string is needed that is made at run time, from numbers",
        help='use a tuple of numbers instead of the string, e.g. (x, y) for f"{x},{y}"',
    )


def check(value: Value) -> None:
    """Refuses a text of which nothing is known."""
    if isinstance(value, UnknownText):
        raise refusal(value)


def is_text(value: Value) -> bool:
    """Whether a value is a known string: no name of ``typing``."""
    if isinstance(value, Static):
        return isinstance(value.value, str) and not isinstance(value.value, TypeName)
    return isinstance(value, EnumMember) and isinstance(value.value.plain, str)


def is_textual(value: Value) -> bool:
    """Whether a value is a string, one of several (or None), or an unknown one."""
    if isinstance(value, Choice):
        return any(map(is_textual, value.options)) and all(is_textual(o) or o == Static(None) for o in value.options)
    return (isinstance(value, UnknownText) and value != EXCEPTION) or is_text(value)


def plain(value: Value) -> Value:
    """A member of an enum that is a string as well, or one of several, as the string."""
    if isinstance(value, Choice) and any(isinstance(o, EnumMember) for o in value.options):
        return Choice(value.index, tuple(map(plain, value.options)))
    return Static(value.value.plain) if isinstance(value, EnumMember) and is_text(value) else value


# --- what is known ---------------------------------------------------------------------------------------


def _python(value: Value, numbers: list[Num]) -> Any:
    """A known value as Python has it."""
    if isinstance(value, Static) and not isinstance(value.value, TypeName):
        return value.value
    if isinstance(value, Num) and value.constant and value.numpy != SINGLE:
        numbers.append(value)
        return value.static
    if isinstance(value, EnumMember) and value.value.plain is not None:
        return value.value.plain
    if isinstance(value, Tuple) and value.cls is None:
        if any(isinstance(v, Num) and v.numpy for v in value.items):
            raise _Unknown  # NumPy's numbers show their type in there
        return tuple(_python(v, numbers) for v in value.items)
    raise _Unknown


def axis(ev: Evaluator, value: Value) -> Axis | None:
    """What an operand may be, None where that is not known."""
    if isinstance(value, Maybe):
        value = conversions.present(ev, value)
    numbers: list[Num] = []
    try:
        if isinstance(value, Choice):
            return Axis(value.index, tuple(_python(o, numbers) for o in value.options), tuple(numbers))
        return Axis(None, (_python(value, numbers),), tuple(numbers))
    except _Unknown:
        return _of_number(ev, value) if isinstance(value, Num) else None


def _of_number(ev: Evaluator, value: Num) -> Axis | None:
    """A run-time bool, or an integer of a small range."""
    if value.numpy == SINGLE:
        return None
    if ev.small_counters and made_of(value._expr, ev.small_counters):
        raise NeedsStatic("PPC306", "a string is made of the counter of a short loop")
    if value.type is BOOL:
        return Axis(ar.to_i64(value), (False, True))
    low, high = interval(value._expr, ev.ranges) if value.type is I64 else (0, 1 << 62)
    if high - low >= budgets.CHOICE_OPTIONS:
        return None
    return Axis(ar.binary("isub", value, const(low)), tuple(range(low, high + 1)))


# --- operations ------------------------------------------------------------------------------------------


def apply(ev: Evaluator, operands: list[Value], function: Callable[..., Any], of: str) -> Value | None:
    """``function`` of the operands, None where one of them is not known."""
    found = [axis(ev, v) for v in operands]
    axes = [a for a in found if a is not None]
    combinations = math.prod(len(a.values) for a in axes)
    if len(axes) < len(found) or combinations > budgets.STRING_COMBINATIONS:
        return None
    for number in (n for a in axes for n in a.numbers):
        _ = number.expr  # what a string is made of is structural
    ev.burn(combinations)
    results: list[Any] = []
    raised: dict[int, Exception] = {}
    for k, values in enumerate(itertools.product(*(a.values for a in axes))):
        try:
            results.append(_checked(function(*values)))
        except _RAISED as error:
            raised[k] = error
            results.append(None)
    if len(raised) == len(results):
        name = type(raised[0]).__name__
        refused = Unsupported("PPC403", f"{of} raises {name}: {raised[0]}")
        refused.raises = name
        raise refused
    index = _position(ev, axes)
    for name in dict.fromkeys(type(e).__name__ for e in raised.values()):
        flags = tuple(const(k in raised and type(raised[k]).__name__ == name) for k in range(len(results)))
        ev.fault(_FAULTS.get(name, "absent"), _chosen(ev, index, flags), f"{of} of one of several strings", name)
    usable = next(r for k, r in enumerate(results) if k not in raised)
    results = [usable if k in raised else r for k, r in enumerate(results)]
    if len({r for r in results if isinstance(r, str)}) > budgets.CHOICE_OPTIONS:
        return None
    return _chosen(ev, index, tuple(_lifted(ev, r) for r in results))


def _checked(result: Any) -> Any:
    if isinstance(result, str) and len(result) > budgets.STRING_CHARACTERS:
        raise Unsupported("PPC802", "this string is too long")
    if isinstance(result, int):
        ar.check_static_int(result)
    return result


def _position(ev: Evaluator, axes: list[Axis]) -> Num:
    """The number of the combination that is meant."""
    position = const(0)
    for a in axes:
        if len(a.values) > 1:
            position = ar.binary("imul", position, const(len(a.values)))
        if a.index is not None:
            position = ar.binary("iadd", position, a.index)
    return ev.hold(position, "combination")


def _chosen(ev: Evaluator, index: Num, values: tuple[Value, ...]) -> Value:
    if index.constant:
        return values[int(index.static)]
    return conversions.per_option(ev, Choice(index, values), lambda v: v)


def _lifted(ev: Evaluator, result: Any) -> Value:
    if isinstance(result, bool | int | float):
        return const(result)
    if isinstance(result, tuple):
        return Tuple(tuple(_lifted(ev, r) for r in result))
    if isinstance(result, list):
        return ev.allocate(ListObject(tuple(_lifted(ev, r) for r in result)))
    return Static(result)


def operate(ev: Evaluator, op: str, left: Value, right: Value) -> Value:
    """``+``, ``*`` and ``%`` of a string."""
    from ppc.compiler.frontend import formatting

    if op == "%":
        return formatting.percent(ev, left, right)
    if op == "+" and not is_textual(right):
        raise Unsupported("PPC205", "only a string can be added to a string", help="write str(...) around the number")
    if op == "+":
        longer = formatting.formatted(ev, [(left, "", -1), (right, "", -1)])
        if longer == TEXT and ev.loops and not isinstance(left, UnknownText) and axis(ev, right) is not None:
            raise NeedsStatic(
                "PPC306",
                "a string grows in this loop, and has too many possible values",
                help="count, or keep a list of numbers",
            )
        return longer
    found = apply(ev, [left, right], _repeated, "'*'")
    return TEXT if found is None else found


def _repeated(text: str, count: int) -> str:
    if len(text) * count > budgets.STRING_CHARACTERS:
        raise Unsupported("PPC802", "this string is too long")
    return text * count


def order(ev: Evaluator, op: str, left: Value, right: Value) -> Value | None:
    """``left < right`` and the like of strings; None where they are none."""
    if not (is_textual(left) and is_textual(right)):
        return None
    check(left)
    check(right)
    compare: Callable[[Any, Any], Any] = {
        "<": lambda a, b: a < b, "<=": lambda a, b: a <= b, ">": lambda a, b: a > b, ">=": lambda a, b: a >= b,
    }[op]  # fmt: skip
    found = apply(ev, [left, right], compare, f"'{op}'")
    if found is None:
        raise Unsupported("PPC205", "strings of which too many are possible are compared", help="use an IntEnum or a number")
    return found


def equals(ev: Evaluator, left: Value, right: Value, known: bool) -> Num:
    """``left == right`` where one of them is a known value; ``known`` is the answer where both are."""
    for text, other in ((left, right), (right, left)):
        if isinstance(text, NumberText) and isinstance(other, Static) and isinstance(other.value, str):
            return _matches(ev, text, other.value)
    check(left)
    check(right)
    return const(known)


def _matches(ev: Evaluator, text: NumberText, other: str) -> Num:
    """Whether a string of numbers is this known one."""
    groups = ["(" + ("|".join(map(re.escape, words)) or "0|-?[1-9][0-9]*") + ")" for words in text.words]
    pattern = "".join(re.escape(p) + g for p, g in zip(text.pieces, [*groups, ""], strict=True))
    found = re.fullmatch(pattern, other)
    result = const(found is not None)
    for number, words, part in zip(text.numbers, text.words, found.groups() if found is not None else (), strict=False):
        wanted = words.index(part) if words else int(part)
        if not -(1 << 63) <= wanted < 1 << 63:
            return const(False)
        result = ar.conjunction(result, ar.compare(ev, "==", number, const(wanted)))
    return result


def equal_numbers(ev: Evaluator, left: NumberText, right: NumberText) -> Num:
    """``left == right`` of two strings of numbers."""
    if (left.pieces, left.words) != (right.pieces, right.words):
        raise refusal(left)
    result = const(True)
    for a, b in zip(left.numbers, right.numbers, strict=True):
        result = ar.conjunction(result, ar.compare(ev, "==", a, b))
    return result


def length(ev: Evaluator, value: Value) -> Num:
    """``len(value)``."""
    check(value)
    found = apply(ev, [value], len, "len()")
    assert isinstance(found, Num)
    return found


def contains(ev: Evaluator, container: Value, item: Value) -> Num:
    """``item in container`` of strings."""
    check(container)
    check(item)
    found = apply(ev, [container, item], lambda c, i: i in c, "'in'")
    if not isinstance(found, Num):
        raise Unsupported("PPC403", "only a string is looked for in a string", help='write x in ("a", "b")')
    return found
