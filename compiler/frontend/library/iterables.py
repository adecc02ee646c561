"""Python's builtins that make or go through sequences: range, zip, map, filter, list, dict, set, sorted and the like."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend import calls, conversions, loops, one_shot, set_order
from ppc.compiler.frontend.errors import NeedsStatic, Unsupported
from ppc.compiler.frontend.iteration import Lazy, Sequence, select_item, sequence
from ppc.compiler.frontend.library import methods
from ppc.compiler.frontend.library.arguments import Args, Kwargs, arguments
from ppc.compiler.frontend.values import containers, mappings
from ppc.compiler.frontend.values import shapes as sh
from ppc.compiler.frontend.values.values import (
    NONE,
    DictObject,
    ListObject,
    Num,
    Range,
    Ref,
    Tuple,
    Value,
    const,
)
from ppc.compiler.ir.types import F64

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator


def _range(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    numbers = [conversions.as_number(ev, a) for a in args]
    if not 1 <= len(numbers) <= 3:
        raise Unsupported("PPC213", "range() takes one to three arguments")
    if any(n.type is F64 for n in numbers):
        raise Unsupported("PPC204", "range() needs integers, this is a float", help="write int(...) around it")
    numbers = [ev.hold(ar.to_i64(n), "bound") for n in numbers]
    start, stop, step = (
        (const(0), numbers[0], const(1)) if len(numbers) == 1 else (*numbers, const(1)) if len(numbers) == 2 else numbers
    )
    return Range(start, stop, step)


def _enumerate(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    values, start = arguments(args, kwargs, "iterable start", {"start": const(0)}, "enumerate")
    set_order.note(ev, values)
    seq = sequence(ev, values)

    def item(i: Num) -> Value:
        return Tuple((ar.arithmetic(ev, "+", start, i) if not _is_zero(start) else i, seq.item(i)))

    return Lazy(Sequence(item, seq.count, seq.uniform, seq.length, seq.bound, seq.proven, seq.unchanged), one_shot.mark(ev))


def _is_zero(value: Value) -> bool:
    return isinstance(value, Num) and value.constant and value.static == 0


def _zip(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    for a in args:
        set_order.note(ev, a)
    iterators = [a.id for a in args if isinstance(a, Ref) and a.id in ev.iterators]
    if len(set(iterators)) < len(iterators):
        if len(set(iterators)) == 1 and len(iterators) == len(args):
            return _grouped(ev, args[0], len(args))
        raise one_shot.used_twice()
    seqs = [sequence(ev, a) for a in args]
    if not seqs:
        return ev.allocate(ListObject(()))
    counts = [s.count for s in seqs]
    uniform = all(s.uniform for s in seqs)

    mark = one_shot.mark(ev)

    def item(i: Num) -> Value:
        return Tuple(tuple(s.item(i) for s in seqs))

    if all(c is not None for c in counts):
        return Lazy(Sequence(item, min(c for c in counts if c is not None), uniform, None, min(s.bound for s in seqs)), mark)
    if not uniform:
        raise NeedsStatic("PPC301", "the length of this sequence must be known when the policy is compiled")
    length: Num | None = None
    for s in seqs:
        n = s.length if s.count is None else const(s.count)
        assert n is not None
        length = n if length is None else ar.minimum(ev, length, n)
    assert length is not None
    bound = min(s.bound if s.count is None else s.count for s in seqs)
    return Lazy(Sequence(item, None, True, ev.hold(length, "count"), bound), mark)


def _grouped(ev: Evaluator, iterator: Ref, size: int) -> Value:
    """``zip(it, it)``: the iterator's items in groups."""
    seq = sequence(ev, iterator)
    if seq.count is None:
        raise NeedsStatic("PPC301", "the length of this iterator must be known when the policy is compiled")
    items = [ev.keep(seq.item(const(i)), "item") for i in range(seq.count)]
    groups = (Tuple(tuple(items[i : i + size])) for i in range(0, len(items) - size + 1, size))
    return one_shot.made(ev, ev.allocate(ListObject(tuple(groups))))


def _reversed(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    (values,) = arguments(args, kwargs, "iterable", of="reversed")
    seq = sequence(ev, values)
    last = const(seq.count - 1) if seq.count is not None else ar.binary("isub", seq.length, const(1))  # type: ignore[arg-type]
    return Lazy(
        Sequence(lambda i: seq.item(ev.hold(ar.binary("isub", last, i), "i")), seq.count, seq.uniform, seq.length, seq.bound),
        one_shot.mark(ev),
    )


def _map(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    function, *values = args
    seqs = [sequence(ev, v) for v in values]
    if any(s.count is None for s in seqs):
        return mapped(ev, function, _zip(ev, values, {}))
    n = min(s.count for s in seqs if s.count is not None)
    items = tuple(ev.keep(calls.call(ev, function, [s.item(const(i)) for s in seqs], {}), "item") for i in range(n))
    return one_shot.made(ev, ev.allocate(ListObject(items)))


def mapped(ev: Evaluator, function: Value, rows: Value) -> Ref:
    """``function(*row)`` for each row of a sequence of run-time length."""
    seq = sequence(ev, rows)
    ref = containers.make_bounded(ev, [], max(seq.bound, 1), False, "list", ("map", ev.span, ev.call_path))

    def body(index: Num) -> bool:
        arguments_of = conversions.static_items(ev, seq.item(index))
        containers.push(ev, ref, calls.call(ev, function, arguments_of, {}))
        return True

    loops.iterate(ev, seq, body, ("map", ev.span, ev.call_path), None)
    return ref


def _list(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    if not args:
        return ev.allocate(ListObject(()))
    set_order.note(ev, args[0])
    if sequence(ev, conversions.present(ev, args[0])).count is None:
        return bounded_list(ev, args[0], "list()")
    return ev.allocate(ListObject(tuple(conversions.static_items(ev, args[0]))))


def _tuple(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    for a in args:
        set_order.note(ev, a)
        if sequence(ev, conversions.present(ev, a)).count is None:
            return bounded_list(ev, a, "tuple()", "tuple")
    return Tuple(tuple(conversions.static_items(ev, args[0]))) if args else Tuple(())


def _dict(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    ref = ev.allocate(DictObject({}))
    methods.update(ev, ref, args, kwargs)
    return ref


def _set(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    if args:
        seq = sequence(ev, conversions.present(ev, args[0]))
        if seq.count is None or not all(mappings.is_known_key(seq.item(const(i))) for i in range(min(seq.count, 64))):
            ref = ev.allocate(DictObject({}, "set"))
            mappings.to_bounded(ev, ref)
            mappings.update(ev, ref, args[0])
            return ref
    items = conversions.static_items(ev, args[0]) if args else []
    return ev.allocate(DictObject({containers.static_key(ev, i): const(True) for i in items}, "set"))


def bounded_list(ev: Evaluator, values: Value, what: str, kind: str = "list") -> Ref:
    """A list (or a tuple) of run-time length with the items of ``values``."""
    seq = sequence(ev, conversions.present(ev, values))
    capacity = seq.bound if seq.count is None else seq.count
    ref = containers.make_bounded(ev, [], max(capacity, 1), False, kind, (what, ev.span, ev.call_path))
    methods.list_extend(ev, ref, [values])
    return ref


def transposed(ev: Evaluator, rows: Value) -> Value | None:
    """``zip(*rows)`` of a list of run-time length: a tuple of that length for each column. None where the length is known."""
    rows = conversions.present(ev, rows)
    seq = sequence(ev, rows)
    if seq.count is not None:
        return None
    if not isinstance(rows, Ref):
        rows = bounded_list(ev, rows, "rows")
        seq = sequence(ev, rows)
    element = ev.heap[rows.id].element
    width = len(element.items) if isinstance(element, sh.TupleShape | sh.ListShape) else 0
    if not width:
        raise NeedsStatic("PPC301", "zip(*rows) needs rows of one known length", help="write a loop over the rows")
    keys = [("column", j, ev.span, ev.call_path) for j in range(width)]
    columns = [containers.make_bounded(ev, [], max(seq.bound, 1), False, "tuple", key) for key in keys]

    def body(index: Num) -> bool:
        for column, item in zip(columns, conversions.static_items(ev, seq.item(index)), strict=True):
            containers.push(ev, column, item)
        return True

    loops.iterate(ev, seq, body, ("columns", ev.span, ev.call_path), None)
    assert seq.length is not None
    there = ar.select(ar.compare(ev, ">", seq.length, const(0)), const(width), const(0))

    def item(i: Num) -> Value:
        return columns[min(int(i.static), width - 1)] if i.constant else select_item(ev, tuple(columns), i)

    return Lazy(Sequence(item, None, True, ev.hold(there, "columns"), width))


def _filter(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    """Items that are known to pass, or else a list of run-time length."""

    function, values = args
    seq = sequence(ev, conversions.present(ev, values))

    def passes(item: Value) -> Num:
        return conversions.truth_of(ev, item if function == NONE else calls.call(ev, function, [item], {}))

    if seq.count is not None and seq.count <= 64:
        point, heap = len(ev.out.block), dict(ev.heap)
        items = conversions.static_items(ev, values)
        kept = [passes(i) for i in items]
        if all(k.constant for k in kept):
            return one_shot.made(ev, ev.allocate(ListObject(tuple(i for i, k in zip(items, kept, strict=True) if k.static))))
        del ev.out.block[point:]
        ev.heap = heap
    bound = seq.count if seq.count is not None else seq.bound
    ref = containers.make_bounded(ev, [], max(bound, 1), False, "list", ("filter", ev.span, ev.call_path))

    def body(index: Num) -> bool:
        item = ev.keep(seq.item(index), "item")

        def take() -> bool:
            containers.push(ev, ref, item)
            return True

        return ev.branch(passes(item), take, lambda: True)

    loops.iterate(ev, seq, body, ("filter", ev.span, ev.call_path), None)
    return one_shot.made(ev, ref)


FUNCTIONS: dict[str, Any] = {
    "range": _range, "enumerate": _enumerate, "zip": _zip, "reversed": _reversed, "map": _map, "filter": _filter,
    "list": _list, "tuple": _tuple, "dict": _dict, "set": _set, "frozenset": _set,
}  # fmt: skip
