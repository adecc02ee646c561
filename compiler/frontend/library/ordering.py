"""Python's min, max and sorted: its order of values, and keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend import calls, comparisons, conversions, expressions, loops, set_order
from ppc.compiler.frontend.iteration import Sequence, sequence
from ppc.compiler.frontend.library import functional_library, numerics_library
from ppc.compiler.frontend.library.arguments import Args, Kwargs
from ppc.compiler.frontend.library.iterables import bounded_list
from ppc.compiler.frontend.values import containers, pools
from ppc.compiler.frontend.values.store import references
from ppc.compiler.frontend.values.values import (
    NONE,
    Bounded,
    Builtin,
    ListObject,
    Num,
    Ref,
    Value,
    const,
)

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator


def _extremum(name: str, op: str) -> Any:
    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        return extremum(ev, name, op, args, kwargs)

    return run


def extremum(ev: Evaluator, name: str, op: str, args: Args, kwargs: Kwargs) -> Value:
    """``min`` and ``max`` of arguments or of a sequence, with ``key`` and ``default``."""

    key = kwargs.get("key")
    choose = ar.minimum if op == "<" else ar.maximum
    if len(args) == 1:
        values = conversions.present(ev, args[0])
        if key is not None:
            set_order.note(ev, values)
        seq = sequence(ev, values)
        if seq.count is None or (seq.count > 64 and seq.uniform):
            return _runtime_extremum(ev, seq, key, kwargs.get("default"), op, isinstance(args[0], Ref))
        items = conversions.static_items(ev, args[0])
        if not items:
            if "default" in kwargs:
                return kwargs["default"]
            ev.fault("value", const(True), f"{name}() of an empty sequence")
            return pools.nothing(ev)
    else:
        items = [ev.keep(a, "item") for a in args]
    if key is None and all(isinstance(i, Num) for i in items):
        result = items[0]
        for item in items[1:]:
            result = choose(ev, result, item)
        return result
    keys = [ev.keep(_key_of(ev, key, i), "key") for i in items]
    best, best_key = items[0], keys[0]
    for item, k in zip(items[1:], keys[1:], strict=True):
        beyond = ev.hold(_beyond(ev, op, k, best_key, key), "better")
        here, old, new_key, old_key = item, best, k, best_key
        best = expressions.conditional(ev, beyond, lambda v=here: v, lambda v=old: v)
        best_key = expressions.conditional(ev, beyond, lambda v=new_key: v, lambda v=old_key: v)
    return best


def _key_of(ev: Evaluator, key: Value | None, item: Value) -> Value:
    return item if key is None or key == NONE or _is_comparison(key) else calls.call(ev, key, [item], {})


def _is_comparison(key: Value | None) -> bool:
    """Whether a key is that of ``cmp_to_key``: the items themselves are compared, by its function."""
    return isinstance(key, Builtin) and key.name == functional_library.COMPARISON


def _beyond(ev: Evaluator, op: str, a: Value, b: Value, key: Value | None = None) -> Num:
    import ast

    if key is not None and _is_comparison(key):
        a, b = calls.call(ev, key.receiver, [a, b], {}), const(0)
    return conversions.truth_of(ev, comparisons.compare(ev, ast.Lt() if op == "<" else ast.Gt(), a, b))


def _runtime_extremum(
    ev: Evaluator, seq: Sequence, key: Value | None, default: Value | None, op: str, container: bool
) -> Value:
    """By a loop that keeps the best item so far; its index, where it is an object in a container."""
    from ppc.compiler.frontend.evaluator import Frame

    length = seq.length if seq.length is not None else const(seq.count or 0)
    empty = ar.compare(ev, "<=", length, const(0))
    if default is None:
        ev.fault("value", empty, "min() or max() of an empty sequence")

    def search() -> Value:
        first = ev.keep(seq.item(const(0)), "best")
        by_index = container and bool(references(first))
        start = {"best": const(0) if by_index else first, "best_key": ev.keep(_key_of(ev, key, first), "best_key")}
        frame = Frame("extremum", start, None)
        ev.frames.append(frame)
        try:

            def compared(index: Num) -> bool:
                item = ev.keep(seq.item(index), "item")
                k = ev.keep(_key_of(ev, key, item), "key")
                beyond = _beyond(ev, op, k, frame.locals["best_key"], key)

                def take() -> bool:
                    frame.locals["best"], frame.locals["best_key"] = index if by_index else item, k
                    return True

                return ev.branch(beyond, take, lambda: True)

            def body(index: Num) -> bool:
                # The first item's key has been asked for, and may change something.
                return ev.branch(ar.compare(ev, ">", index, const(0)), lambda: compared(index), lambda: True)

            loops.iterate(ev, seq, body, ("extremum", ev.span, ev.call_path), None)
            return seq.item(frame.locals["best"]) if by_index else frame.locals["best"]
        finally:
            ev.frames.pop()

    if default is not None:
        return expressions.conditional(ev, empty, lambda: default, search)
    return search()


def _sorted(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    """Stable: an insertion network over items of known number."""

    key, reverse = kwargs.get("key"), kwargs.get("reverse")
    backwards = bool(reverse.static) if isinstance(reverse, Num) else False
    values = conversions.present(ev, args[0])
    if key is not None:
        set_order.note(ev, values)
    seq = sequence(ev, values)
    if seq.count is None or seq.count > 32:
        return _sorted_list(ev, args[0], key, backwards)
    items = conversions.static_items(ev, args[0])
    keys = [ev.keep(_key_of(ev, key, i), "key") for i in items]
    for i in range(1, len(items)):
        for j in range(i, 0, -1):
            swap = _beyond(ev, ">" if backwards else "<", keys[j], keys[j - 1], key)
            swap = swap if swap.constant else ev.hold(swap, "swap")
            for column in (items, keys):
                a, b = column[j - 1], column[j]
                column[j - 1] = ev.keep(expressions.conditional(ev, swap, lambda v=b: v, lambda v=a: v), "item")
                column[j] = ev.keep(expressions.conditional(ev, swap, lambda v=a: v, lambda v=b: v), "item")
    return ev.allocate(ListObject(tuple(items)))


def _sorted_list(ev: Evaluator, values: Value, key: Value | None, backwards: bool) -> Value:
    """By insertion into a list of run-time length."""
    items = bounded_list(ev, values, "sorted")
    if key is not None and _is_comparison(key):
        numerics_library.call_in(ev, "sorting", "insertion_sort_by", [items, key.receiver, const(backwards)])
        return items
    keys = items
    if key is not None and key != NONE:
        content: Bounded = ev.heap[items.id]
        keys = containers.make_bounded(ev, [], content.capacity, False, "list", ("keys", ev.span, ev.call_path))
        seq = sequence(ev, items)

        def body(index: Num) -> bool:
            containers.push(ev, keys, _key_of(ev, key, seq.item(index)))
            return True

        loops.iterate(ev, seq, body, ("keys", ev.span, ev.call_path), None)
    else:
        keys = bounded_list(ev, values, "keys")
    numerics_library.call(ev, "insertion_sort", [items, keys, const(backwards)])
    return items


FUNCTIONS: dict[str, Any] = {"min": _extremum("min", "<"), "max": _extremum("max", ">"), "sorted": _sorted}
