"""Methods of lists and deques beyond ``append`` and ``pop``."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend.errors import Unsupported
from ppc.compiler.frontend.iteration import sequence
from ppc.compiler.frontend.library import numerics_library
from ppc.compiler.frontend.library.arguments import Args, Kwargs, arguments
from ppc.compiler.frontend.values import array_folds, arrays, borrows, columns, containers, copies
from ppc.compiler.frontend.values.values import NONE, Bounded, Dim, ListObject, Num, Ref, Slice, Static, Value, const

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator

_FILE = "lists"


def _grow(ev: Evaluator, ref: Ref) -> None:
    """Gives a list of known length a run-time one, where its items allow it."""
    if isinstance(ev.heap[ref.id], ListObject):
        containers.to_bounded(ev, ref)


def _algorithm(ev: Evaluator, name: str, *args: Value) -> Value:
    return numerics_library.call_in(ev, _FILE, name, list(args))


def insert(ev: Evaluator, ref: Ref, args: Args, kwargs: Kwargs) -> Value:
    index, item = arguments(args, kwargs, "index item", of="insert")
    containers.mutable(ev, ref)
    content = ev.heap[ref.id]
    if isinstance(content, ListObject) and isinstance(index, Num) and index.static is not None:
        items = list(content.items)
        items.insert(ar.static_int(ev, index, "the index of insert()"), ev.keep(item, "item"))
        ev.heap[ref.id] = ListObject(tuple(items))
        return NONE
    _grow(ev, ref)
    _algorithm(ev, "insert", ref, index, ev.keep(item, "item"))
    return NONE


def position(ev: Evaluator, ref: Value, item: Value) -> tuple[Num, Num]:
    """Where an item is in a list of run-time length, and whether it is there."""
    from ppc.compiler.frontend import comparisons, conversions

    comparisons.refuse_nan(item)
    seq = sequence(ev, ref)
    item = ev.keep(item, "item")
    missing = const(seq.bound)

    def here(i: Num) -> Num:
        return ar.select(conversions.truth_of(ev, comparisons.equals(ev, seq.item(i), item)), i, missing)

    dim = Dim(seq.bound, seq.length)
    first = ev.hold(array_folds.fold(ev, dim, missing, here, lambda a, b: ar.minimum(ev, a, b), "position"), "position")
    return first, ev.hold(ar.compare(ev, "<", first, missing), "found")


def index(ev: Evaluator, ref: Ref, args: Args, kwargs: Kwargs) -> Value:
    (item,) = arguments(args, kwargs, "item", of="index")
    if isinstance(ev.heap[ref.id], Bounded) and ev.heap[ref.id].element is None:
        ev.fault("value", const(True), "the item is not in the list")
        return const(0)
    first, found = position(ev, ref, item)
    ev.fault("value", ar.logical_not(found), "the item is not in the list")
    at = ev.hold(ar.select(found, first, const(0)), "position")
    ev.ranges[at.expr.variable.name] = (0, sequence(ev, ref).bound)  # type: ignore[union-attr]
    return at


def count(ev: Evaluator, ref: Ref, args: Args, kwargs: Kwargs) -> Value:
    from ppc.compiler.frontend import comparisons, conversions

    (item,) = arguments(args, kwargs, "item", of="count")
    comparisons.refuse_nan(item)
    seq = sequence(ev, ref)
    item = ev.keep(item, "item")
    return array_folds.fold(
        ev,
        Dim(seq.bound, seq.length),
        const(0),
        lambda i: ar.to_i64(conversions.truth_of(ev, comparisons.equals(ev, seq.item(i), item))),
        lambda a, b: ar.binary("iadd", a, b),
        "count",
    )


def remove(ev: Evaluator, ref: Ref, args: Args, kwargs: Kwargs) -> Value:
    (item,) = arguments(args, kwargs, "item", of="remove")
    containers.mutable(ev, ref)
    content = ev.heap[ref.id]
    if isinstance(content, ListObject):
        from ppc.compiler.frontend import comparisons

        for k, candidate in enumerate(content.items):
            same = comparisons.same_item(ev, candidate, item)
            if not same.constant:
                break
            if same.static:
                ev.heap[ref.id] = ListObject(content.items[:k] + content.items[k + 1 :])
                return NONE
        _grow(ev, ref)
    if ev.heap[ref.id].element is None:
        ev.fault("value", const(True), "the item is not in the list")
        return NONE
    first, found = position(ev, ref, item)
    ev.fault("value", ar.logical_not(found), "the item is not in the list")

    def take() -> bool:
        _algorithm(ev, "delete", ref, first)
        return True

    ev.branch(found, take, lambda: True)
    return NONE


def delete(ev: Evaluator, ref: Ref, where: Num) -> None:
    """``del items[where]`` for a position in range."""
    containers.mutable(ev, ref)
    _algorithm(ev, "delete", ref, where)


def assign_slice(ev: Evaluator, ref: Ref, part: Slice, values: Value) -> None:
    """``items[a:b] = values``, and ``del items[a:b]``, which puts nothing there."""
    from ppc.compiler.frontend import conversions, subscripts
    from ppc.compiler.frontend.library import iterables

    values = conversions.present(ev, values)
    content = ev.heap[ref.id]
    bounds = (part.start, part.stop, part.step)
    known = all(p == NONE if isinstance(p, Static) else isinstance(p, Num) and p.static is not None for p in bounds)
    if isinstance(content, ListObject) and known and sequence(ev, values).count is not None:
        items = list(content.items)
        where = slice(*(None if isinstance(p, Static) else ar.static_int(ev, p, "a slice bound") for p in bounds))
        try:
            items[where] = conversions.static_items(ev, values)
        except ValueError:
            raise Unsupported("PPC402", "the values do not fit into a slice with a step") from None
        ev.heap[ref.id] = ListObject(tuple(items))
        return
    if part.step != NONE and not (isinstance(part.step, Num) and part.step.static == 1):
        raise Unsupported("PPC402", "a slice that is assigned to has a step of 1", help="write a loop")
    new = iterables.bounded_list(ev, values, "values")  # a copy: they may be items of the list itself
    _grow(ev, ref)
    grown: Bounded = ev.heap[ref.id]
    length = containers.within(ev, grown.length, grown.capacity)
    start, dim, _ = subscripts.slice_dim(ev, part, Dim(grown.capacity, length))
    _algorithm(ev, "replace", ref, ev.hold(start, "start"), dim.length if dim.length is not None else const(dim.size), new)
    borrows.expire(ev, ref)


def _in_place(name: str) -> Callable[..., Value]:
    def run(ev: Evaluator, ref: Ref, args: Args, kwargs: Kwargs) -> Value:
        containers.mutable(ev, ref)
        _algorithm(ev, name, ref, *args)
        return NONE

    return run


def rotate(ev: Evaluator, ref: Ref, args: Args, kwargs: Kwargs) -> Value:
    (steps,) = arguments(args, kwargs, "n", {"n": const(1)}, "rotate")
    return _in_place("rotate")(ev, ref, [steps], {})


def sort(ev: Evaluator, ref: Ref, args: Args, kwargs: Kwargs) -> Value:
    from ppc.compiler.frontend.library import builtins_

    containers.mutable(ev, ref)
    ordered = builtins_.BUILTINS["sorted"].call(ev, [ref], kwargs)
    content, made = ev.heap[ref.id], ev.heap[ordered.id]
    if isinstance(content, ListObject) and isinstance(made, ListObject):
        ev.heap[ref.id] = made
        return NONE
    _grow(ev, ref)
    borrows.expire(ev, ref)
    ev.copied.pop(ordered.id, None)  # read once more, while the items that it was made of change places
    seq = sequence(ev, ordered)
    from ppc.compiler.frontend import loops

    def body(i: Num) -> bool:
        item = ev.keep(seq.item(i), "item")
        content = containers.widened(ev, ref, item)
        columns.write(ev, content.element, list(content.columns), containers.slot(ev, content, i), item)
        return True

    loops.iterate(ev, seq, body, ("sort", ev.span, ev.call_path), None)
    return NONE


def copy(ev: Evaluator, ref: Ref, args: Args, kwargs: Kwargs) -> Value:
    """A list, or a deque of the same ``maxlen``, with the same items."""
    from ppc.compiler.frontend.library import methods

    content: Bounded = ev.heap[ref.id]
    key = ("copy", ev.span, ev.call_path)
    made = containers.make_bounded(ev, [], content.capacity, content.maxlen, content.kind, key)
    methods.list_extend(ev, made, [ref])
    return made


def pop(ev: Evaluator, ref: Ref, args: Args, kwargs: Kwargs) -> Value:
    """``pop(i)`` of a list of run-time length."""
    (where,) = arguments(args, kwargs, "index", {"index": const(-1)}, "pop")
    if isinstance(where, Num) and where.static in (0, -1):
        return containers.pop(ev, ref, ar.static_int(ev, where, "the index of pop()") == 0)
    from ppc.compiler.frontend import conversions

    content: Bounded = ev.heap[ref.id]
    if content.element is None:
        raise Unsupported("PPC402", "pop() from a list that nothing was put into")
    number = conversions.as_number(ev, where)
    at = arrays.checked_index(ev, number, content.capacity, ev.hold(content.length, "length"))
    value = ev.keep(containers.read(ev, content, at), "item")
    copies.taken(ev, ref, value)
    delete(ev, ref, at)
    return value


def extend_left(ev: Evaluator, ref: Ref, args: Args, kwargs: Kwargs) -> Value:
    from ppc.compiler.frontend import loops

    seq = sequence(ev, args[0])

    def body(i: Num) -> bool:
        containers.push(ev, ref, seq.item(i), left=True)
        return True

    loops.iterate(ev, seq, body, ("extendleft", ev.span, ev.call_path), None)
    return NONE


BOUNDED: dict[str, Callable[..., Value]] = {
    "insert": insert, "index": index, "count": count, "remove": remove, "reverse": _in_place("reverse"), "rotate": rotate,
    "sort": sort, "copy": copy, "pop": pop, "extendleft": extend_left,
}  # fmt: skip
LIST: dict[str, Callable[..., Value]] = {"insert": insert, "remove": remove, "sort": sort}
