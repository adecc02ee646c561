"""``slice(a, b)`` and ``np.s_[a:b]``: slices as values, kept in fields, tables and constants of a class."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend import classes, conversions
from ppc.compiler.frontend.errors import NeedsStatic, Unsupported
from ppc.compiler.frontend.iteration import check_unrolled
from ppc.compiler.frontend.library.arguments import Args, Kwargs
from ppc.compiler.frontend.values.values import NONE, Choice, Handle, Num, Optional, Ref, Slice, Static, Tuple, Value, const
from ppc.compiler.ir.types import F64

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator


def make(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    """``slice(stop)`` and ``slice(start, stop[, step])``."""
    if not 1 <= len(args) <= 3 or kwargs:
        raise Unsupported("PPC213", "slice() takes one to three numbers")
    start, stop, step = [NONE, args[0], NONE] if len(args) == 1 else [*args, NONE][:3]
    return settled(ev, Slice(start, stop, step))


def settled(ev: Evaluator, index: Value) -> Value:
    """An index as a value: known ends of its slices are structural, so that they may be kept anywhere."""
    if isinstance(index, Tuple):
        return Tuple(tuple(settled(ev, part) for part in index.items))
    if not isinstance(index, Slice):
        return index
    return Slice(*(_end(ev, part) for part in (index.start, index.stop, index.step)))


def _end(ev: Evaluator, part: Value) -> Value:
    part = bound(ev, part)
    if isinstance(part, Optional):
        return Optional(ev.hold(part.present, "has_end"), ev.hold(part.value, "end"))
    if part == NONE:
        return NONE
    if part.type is F64 or part.static is not None:
        return const(ar.static_int(ev, part, "an end of a slice"))
    return ev.hold(part, "end")


def bound(ev: Evaluator, part: Value) -> Value:
    """An end of a slice, or its step: a number, None, or an ``Optional`` number that is no end where it is None at run time."""
    if type(part) is Num or part is NONE:
        return part
    part = conversions.assigned(ev, part)
    if isinstance(part, Optional) and part.present.constant:
        part = part.value if part.present.static else NONE
    if isinstance(part, Optional):
        return Optional(part.present, _number(ev, part.value))
    return NONE if part == NONE else _number(ev, part)


def _number(ev: Evaluator, part: Value) -> Num:
    if isinstance(part, Ref | Handle):
        part = classes.special(ev, part, "index") or part
    return conversions.as_number(ev, part)


def attribute(index: Slice, name: str) -> Value | None:
    """``index.start`` and the like."""
    return {"start": index.start, "stop": index.stop, "step": index.step}.get(name)


def chosen(ev: Evaluator, index: Choice) -> Slice:
    """One of several slices, selected at run time, as one with run-time ends."""
    check_unrolled(ev, index.index)
    options = [o for o in index.options if isinstance(o, Slice)]
    steps = {o.step.static if isinstance(o.step, Num) else 1 for o in options}
    ends = [conversions.per_option(ev, index, lambda o, n=n: getattr(o, n)) for n in ("start", "stop")]
    if steps != {1} or any(not isinstance(e, Num | Static | Optional) for e in ends):
        raise NeedsStatic("PPC302", "one of several slices is taken at run time", help="give all of them a start and an end")
    return Slice(ends[0], ends[1], NONE)


def is_choice(value: Value) -> bool:
    """Whether a value is one of several slices."""
    return isinstance(value, Choice) and all(isinstance(o, Slice) for o in value.options)
