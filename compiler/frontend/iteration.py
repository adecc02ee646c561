"""What can be iterated over: a length and an item at an index."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ppc.compiler import budgets
from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend import classes, one_shot, set_order
from ppc.compiler.frontend.errors import NeedsStatic, Unsupported
from ppc.compiler.frontend.values import arrays, borrows, columns, constants
from ppc.compiler.frontend.values import shapes as sh
from ppc.compiler.frontend.values.ranges import interval
from ppc.compiler.frontend.values.values import (
    NONE,
    Bounded,
    Choice,
    DictObject,
    EnumMember,
    Instance,
    ListObject,
    Maybe,
    NDArray,
    Num,
    Observation,
    Optional,
    Range,
    Ref,
    Static,
    Tuple,
    UnknownText,
    UserClass,
    Value,
    const,
)

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator


@dataclass(eq=False)
class Sequence:
    """``count`` items, or up to ``bound`` of them with a run-time ``length``.

    ``item`` takes an index; a run-time one only if ``uniform``. ``unchanged`` tells of a list that became longer or shorter
    since the iteration began; a loop asks it at the end of a turn.
    """

    item: Callable[[Num], Value]
    count: int | None
    uniform: bool
    length: Num | None = None
    bound: int = 0
    proven: bool = True
    unchanged: Callable[[], None] = lambda: None


@dataclass(frozen=True, slots=True, eq=False)
class Lazy:
    """zip, enumerate, reversed … as values; ``mark`` is that of an iterator, a dictionary's view has none."""

    sequence: Sequence
    mark: Ref | None = None


def is_iterator(ev: Evaluator, value: Value) -> bool:
    """Whether a value can be run through once only."""
    return (isinstance(value, Lazy) and value.mark is not None) or (isinstance(value, Ref) and value.id in ev.iterators)


def sequence(ev: Evaluator, value: Value) -> Sequence:
    """Iteration over a value."""

    if isinstance(value, Lazy):
        if value.mark is not None:
            one_shot.use(ev, value.mark)
        return value.sequence
    if isinstance(value, Observation):
        value = value.array
    if isinstance(value, Range):
        return _range(ev, value)
    if isinstance(value, NDArray):
        if not value.shape:
            raise Unsupported("PPC403", "a number cannot be iterated over")
        first = value.shape[0]
        array = value
        return Sequence(
            lambda i: arrays.item(ev, array, [i]),
            first.size if first.length is None else None,
            True,
            first.length,
            first.size,
        )
    if isinstance(value, Tuple):
        own = None if value.cls is None else classes.special(ev, value, "iter")
        return known(ev, value.items) if own is None else sequence(ev, own)
    if isinstance(value, Static | Choice | UnknownText | EnumMember):
        characters = _characters(ev, value)
        if characters is not None:
            return characters
    if isinstance(value, Ref):
        content = ev.heap[value.id]
        if value.id in ev.iterators:
            one_shot.use(ev, ev.iterators[value.id])
        if isinstance(content, ListObject):
            return known(ev, content.items) if value.id in ev.iterators else _list(ev, value, content)
        if isinstance(content, DictObject):
            keys = set_order.in_order(list(content.items)) if content.kind == "set" else content.items
            return known(ev, tuple(key_value(k) for k in keys))
        if isinstance(content, Bounded) and content.kind == "dict" and content.element is not None:
            from ppc.compiler.frontend.values import mappings

            return mappings.view(ev, value, "keys").sequence
        if isinstance(content, Bounded):
            return _bounded(ev, value, content)
    if isinstance(value, UserClass) and value.kind == "enum":
        from ppc.compiler.frontend import enums, flags

        return known(ev, flags.canonical(enums.members(value)))

    if isinstance(value, Optional | Maybe):
        from ppc.compiler.frontend import conversions

        return sequence(ev, conversions.present(ev, value))
    own = classes.special(ev, value, "iter")
    if own is not None:
        return sequence(ev, own)
    if isinstance(value, Choice):
        raise NeedsStatic(
            "PPC403", "one of several values cannot be iterated over", help="loop over a list or an array of them"
        )
    raise Unsupported("PPC403", "this cannot be iterated over", help="iterate over a range, list, tuple or array")


def _characters(ev: Evaluator, value: Value) -> Sequence | None:
    """The characters of a string, or of one of several; None for other values."""
    from ppc.compiler.frontend import conversions, strings, subscripts
    from ppc.compiler.frontend.values import containers

    if not strings.is_textual(value):
        return None
    strings.check(value)
    value = strings.plain(value)
    if not isinstance(value, Choice):
        return known(ev, tuple(Static(c) for c in value.value))
    if not all(map(strings.is_text, value.options)):
        absent = Choice(value.index, tuple(const(not strings.is_text(o)) for o in value.options))
        ev.fault("absent", conversions.per_option(ev, absent, lambda v: v), "None is used as a value")
        value = Choice(value.index, tuple(o if strings.is_text(o) else Static("") for o in value.options))
    if ev.loops and value.index.static is None:
        check_unrolled(ev, value.index)
    length = containers.length_of(ev, value)
    bound = max(len(o.value) for o in value.options)
    count = int(length.static) if length.constant else None
    return Sequence(
        lambda i: subscripts.one_of_strings(ev, value, i), count, True, None if count is not None else length, bound
    )


def check_unrolled(ev: Evaluator, index: Num) -> None:
    """Asks for a loop to be written out whose counter selects one of several strings."""
    from ppc.compiler.frontend.values.detach import made_of

    if ev.small_counters and made_of(index._expr, ev.small_counters):
        raise NeedsStatic("PPC302", "strings are indexed by the counter of a short loop")


def key_value(key: object) -> Value:
    """A dictionary key as a value."""
    if isinstance(key, bool | int | float):
        return const(key)
    if isinstance(key, tuple):
        return Tuple(tuple(key_value(k) for k in key))
    if isinstance(key, EnumMember):
        return key
    return Static(key)


def _range(ev: Evaluator, r: Range) -> Sequence:
    if all(x.static is not None for x in (r.start, r.stop, r.step)):
        start, stop, step = (ar.static_int(ev, x, "a bound of range()") for x in (r.start, r.stop, r.step))
        if step == 0:
            raise Unsupported("PPC404", "the step of range() is zero")
        count = len(range(start, stop, step))

        def item(i: Num) -> Num:
            if i.constant:
                return const(start + step * int(i.static))
            scaled = i if step == 1 else ar.binary("imul", i, const(step))
            return scaled if start == 0 else ar.binary("iadd", const(start), scaled)

        return Sequence(item, count, True, bound=count)
    if r.step.static is None:
        return _of_any_step(ev, r)
    step = ar.static_int(ev, r.step, "the step of range()")
    if step == 0:
        raise Unsupported("PPC404", "the step of range() is zero")
    span = ar.binary("isub", r.stop, r.start) if step > 0 else ar.binary("isub", r.start, r.stop)
    if abs(step) != 1:
        span = ar.binary("idiv", ar.binary("iadd", span, const(abs(step) - 1)), const(abs(step)))
    return _counted(ev, span, r.start, lambda i: i if step == 1 else ar.binary("imul", i, const(step)))


def _of_any_step(ev: Evaluator, r: Range) -> Sequence:
    """A range whose step is known at run time only, such as one that goes up on one way and down on another."""
    step = ev.hold(r.step, "step")
    ev.fault("value", ar.binary("ieq", step, const(0)), "the step of range() is zero")
    up = ev.hold(ar.binary("ilt", const(0), step), "up")
    width = ar.select(up, step, ar.select(ar.binary("ieq", step, const(0)), const(1), ar.binary("isub", const(0), step)))
    span = ar.select(up, ar.binary("isub", r.stop, r.start), ar.binary("isub", r.start, r.stop))
    span = ar.binary("idiv", ar.binary("iadd", span, ar.binary("isub", width, const(1))), width)
    return _counted(ev, span, r.start, lambda i: ar.binary("imul", i, step))


def _counted(ev: Evaluator, span: Num, start: Num, scaled: Callable[[Num], Num]) -> Sequence:
    length = ev.hold(ar.maximum(ev, const(0), span), "count")
    first = ev.hold(start, "start")
    most = interval(length._expr, ev.ranges)[1]
    proven = most <= budgets.WHILE_BOUND
    bound = most if proven else budgets.WHILE_BOUND
    return Sequence(lambda i: ar.binary("iadd", first, scaled(i)), None, True, length, bound, proven)


def known(ev: Evaluator, items: tuple[Value, ...]) -> Sequence:
    """A sequence of values that are all at hand; uniform if a table of them can be indexed at run time."""
    shape = None
    for item in items:
        s = sh.shape_of(ev, item)
        shape = s if shape is None else sh.join(shape, s)
    from ppc.compiler.frontend.values.store import references

    uniform = shape is not None and len(items) > 1 and sh.columns_of(shape) is not None
    uniform = uniform and not any(references(item) for item in items)  # each turn has its own objects
    uniform = uniform and not _strings(ev, items)

    def get(i: Num) -> Value:
        if i.constant:
            return items[int(i.static)]
        return select_item(ev, items, i)

    return Sequence(get, len(items), uniform, bound=len(items))


def _strings(ev: Evaluator, items: tuple[Value, ...]) -> bool:
    """Whether a loop over items is written out because they are strings: names, of which others are made, or lines of a map.
    What ``__init__`` finds in such a map is known then."""
    most = budgets.UNROLL_TRIPS if ev.stage == "derive" else _NAMES
    if len(items) > most:
        return False
    if ev.stage == "derive":
        return all(_has_string(v) for v in items)
    return all(map(_is_string, items)) and any(len(v.value) > 1 for v in items)


def _is_string(value: Value) -> bool:
    return type(value) is Static and isinstance(value.value, str)


def _has_string(value: Value) -> bool:
    return _is_string(value) or (type(value) is Tuple and any(map(_is_string, value.items)))


def _list(ev: Evaluator, ref: Ref, given: ListObject) -> Sequence:
    """A list of known length, each item as it is when its turn comes."""
    from ppc.compiler.frontend.values import containers

    count = len(given.items)
    seq = known(ev, given.items)

    def now() -> ListObject | Bounded:
        content = ev.heap.get(ref.id)
        if isinstance(content, ListObject) and len(content.items) != count:
            raise Unsupported("PPC406", "this list changes its length while a loop runs over it", help=_COPY)
        return content if isinstance(content, ListObject | Bounded) else given

    def unchanged() -> None:
        content = now()
        if isinstance(content, Bounded):
            ev.fault("value", ar.compare(ev, "!=", content.length, const(count)), _CHANGED)

    def item(i: Num) -> Value:
        content = now()
        if content is given:
            return seq.item(i)
        if isinstance(content, Bounded):
            unchanged()
            return containers.bounded_get(ev, ref, i)
        return content.items[int(i.static)] if i.constant else select_item(ev, content.items, i)

    return Sequence(item, count, seq.uniform, bound=count, unchanged=unchanged)


def _bounded(ev: Evaluator, ref: Ref, given: Bounded) -> Sequence:
    """A container of run-time length, each item as it is when its turn comes."""
    from ppc.compiler.frontend.values import containers

    if given.element is None:
        return known(ev, ())  # nothing was ever put into it

    def now() -> Bounded:
        content = ev.heap.get(ref.id)
        return content if isinstance(content, Bounded) else given

    def unchanged() -> None:
        if now().length.expr != given.length.expr:
            ev.fault("value", ar.compare(ev, "!=", now().length, given.length), _CHANGED)

    def item(i: Num) -> Value:
        unchanged()
        return containers.read(ev, now(), i, ref)

    return Sequence(item, None, True, given.length, given.capacity, given.proven, unchanged)


_NAMES = 32  # turns of a loop over strings that is written out in a step
_CHANGED = "a container changed its length while a loop ran over it"
_COPY = "loop over a copy, list(...), or write a while loop with an index"


def select_item(ev: Evaluator, items: tuple[Value, ...], index: Num) -> Value:
    """``items[index]`` for a run-time index within range: the item itself, not a copy."""
    mutable = require_known_objects(ev, items, index)
    index = ev.hold(index, "index")
    several = mutable and _of_several_classes(ev, items, index)
    if several:
        return several  # what is done with it is done by a branch for each
    value = selected(ev, items, index)
    if mutable:
        borrows.from_items(ev, items, index, value)
    return value


def require_known_objects(ev: Evaluator, items: tuple[Value, ...], index: Value) -> bool:
    """Whether any item is mutable; then the counter of a short loop is no index for them: the loop is to be unrolled."""
    from ppc.compiler.frontend.values.detach import made_of
    from ppc.compiler.frontend.values.store import references

    mutable = any(references(item) for item in items)
    if mutable and ev.small_counters and isinstance(index, Num) and made_of(index._expr, ev.small_counters):
        raise NeedsStatic("PPC302", "objects are indexed by the counter of a short loop")
    return mutable


def _of_several_classes(ev: Evaluator, items: tuple[Value, ...], index: Num) -> Value | None:
    """The item as one of several objects, where these have no class in common, or no copy can be made of them."""
    from ppc.compiler.frontend import chosen, conversions

    classes = set()
    for item in items:
        inner = item.value if isinstance(item, Optional) else item
        if item == NONE:
            continue
        for option in inner.options if isinstance(inner, Choice) else (inner,):
            content = ev.heap[option.id] if isinstance(option, Ref) else None
            if not isinstance(content, Instance) or content.cls.kind == "library":
                return None
            classes.add(content.cls)
    objects = [v for v in items if isinstance(v, Ref)]
    alike = len(classes) == 1 and not any(isinstance(v.value if isinstance(v, Optional) else v, Choice) for v in items)
    if alike and not any(isinstance(sh.shape_of(ev, v), sh.PoisonShape) for v in objects):
        return None
    if len(objects) == len(items):
        return Choice(index, items)
    if all(isinstance(v, Ref) or v == NONE for v in items):
        absent = Choice(index, tuple(const(v == NONE) for v in items))
        there = ar.logical_not(conversions.per_option(ev, absent, lambda v: v))
        return Optional(ev.hold(there, "present"), Choice(index, tuple(objects[0] if v == NONE else v for v in items)))
    return chosen.each(ev, Choice(index, items), lambda v: v)


def selected(ev: Evaluator, items: tuple[Value, ...], index: Num) -> Value:
    """A copy of ``items[index]``."""

    shape = None
    for item in items:
        s = constants.shape_with(ev, item, sh.shape_of(ev, item))
        shape = s if shape is None else sh.join(shape, s)
    if shape is None or sh.columns_of(shape) is None or isinstance(shape, sh.PoisonShape):
        raise NeedsStatic(
            "PPC302",
            "items of different kinds are indexed by a run-time number",
            help="give the items one type and length",
        )
    if isinstance(shape, sh.BoundedShape) and all(isinstance(item, Tuple) for item in items):
        shape = dataclasses.replace(shape, capacity=max(len(item.items) for item in items))
    return columns.read(ev, shape, columns.of_items(ev, shape, items), index)
