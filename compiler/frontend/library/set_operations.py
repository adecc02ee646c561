"""Operators and methods of sets, and ``|`` of dictionaries."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend.iteration import sequence
from ppc.compiler.frontend.library.arguments import Args, Kwargs
from ppc.compiler.frontend.values import containers, mappings
from ppc.compiler.frontend.values.values import NONE, Bounded, DictObject, Num, Ref, Value, const

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator


def operate(ev: Evaluator, op: str, left: Value, right: Value) -> Value | None:
    """``left op right`` of two sets or two dictionaries; None where they are neither."""
    from ppc.compiler.frontend.library import counters

    kinds = {_kind(ev, left), _kind(ev, right)}
    if kinds == {"dict"} and op in "+-&|" and all(counters.is_counter(ev.heap[v.id]) for v in (left, right)):
        return counters.operate(ev, op, left, right)
    if kinds == {"dict"} and op == "|":
        return _merged(ev, left, right)
    if kinds != {"set"} or op not in _STATIC:
        return None
    a, b = ev.heap[left.id], ev.heap[right.id]
    if isinstance(a, DictObject) and isinstance(b, DictObject):
        keys = _STATIC[op](list(a.items), list(b.items))
        return ev.allocate(DictObject(dict.fromkeys(keys, const(True)), "set"))
    if op == "|":
        return _merged(ev, left, right)
    result = _selected(ev, left, right, op == "&")
    if op == "^":
        mappings.update(ev, result, _selected(ev, right, left, False))
    return result


_STATIC: dict[str, Callable[[list[object], list[object]], list[object]]] = {
    "|": lambda a, b: [*a, *(k for k in b if k not in a)],
    "&": lambda a, b: [k for k in a if k in b],
    "-": lambda a, b: [k for k in a if k not in b],
    "^": lambda a, b: [*(k for k in a if k not in b), *(k for k in b if k not in a)],
}


def _kind(ev: Evaluator, value: Value) -> str:
    content = ev.heap[value.id] if isinstance(value, Ref) else None
    return content.kind if isinstance(content, DictObject | Bounded) else ""


def _merged(ev: Evaluator, left: Ref, right: Ref) -> Ref:
    a, b = ev.heap[left.id], ev.heap[right.id]
    if isinstance(a, DictObject) and isinstance(b, DictObject):
        return ev.allocate(DictObject({**a.items, **b.items}, a.kind, a.default))
    made = _empty(ev, a.kind)
    mappings.update(ev, made, left)
    mappings.update(ev, made, right)
    return made


def _empty(ev: Evaluator, kind: str) -> Ref:
    made = ev.allocate(DictObject({}, kind))
    mappings.to_bounded(ev, made)
    return made


def _selected(ev: Evaluator, source: Ref, other: Ref, wanted: bool) -> Ref:
    """The items of ``source`` that are (or are not) in ``other``."""
    from ppc.compiler.frontend import loops

    made = _empty(ev, "set")
    seq = sequence(ev, source)

    def body(i: Num) -> bool:
        item = ev.keep(seq.item(i), "item")
        there = containers.contains(ev, other, item)

        def put() -> bool:
            mappings.put(ev, made, item)
            return True

        return ev.branch(there if wanted else ar.logical_not(there), put, lambda: True)

    loops.iterate(ev, seq, body, ("select", wanted, ev.span, ev.call_path), None)
    return made


def _as_set(ev: Evaluator, value: Value) -> Ref:
    from ppc.compiler.frontend.library import builtins_

    if _kind(ev, value) == "set":
        return value  # type: ignore[no-any-return]
    made: Ref = builtins_.BUILTINS["set"].call(ev, [value], {})
    return made


def _method(op: str) -> Callable[..., Value]:
    def run(ev: Evaluator, ref: Ref, args: Args, kwargs: Kwargs) -> Value:
        result: Value = ref
        for a in args:
            result = operate(ev, op, result, _as_set(ev, a))
        return result

    return run


def subset(ev: Evaluator, left: Ref, right: Ref) -> Num:
    """Whether all items of ``left`` are in ``right``."""
    from ppc.compiler.frontend.values import array_folds
    from ppc.compiler.frontend.values.values import Dim

    seq = sequence(ev, left)
    if seq.count is not None:
        result: Num = const(True)
        for i in range(seq.count):
            result = ar.conjunction(result, containers.contains(ev, right, seq.item(const(i))))
        return result
    dim = Dim(seq.bound, seq.length)
    return array_folds.fold(ev, dim, const(True), lambda i: containers.contains(ev, right, seq.item(i)), ar.conjunction, "all")


def _subset_method(ev: Evaluator, ref: Ref, args: Args, kwargs: Kwargs) -> Value:
    return subset(ev, ref, _as_set(ev, args[0]))


def _superset_method(ev: Evaluator, ref: Ref, args: Args, kwargs: Kwargs) -> Value:
    return subset(ev, _as_set(ev, args[0]), ref)


def _disjoint(ev: Evaluator, ref: Ref, args: Args, kwargs: Kwargs) -> Value:
    from ppc.compiler.frontend import conversions

    both = operate(ev, "&", ref, _as_set(ev, args[0]))
    return ar.logical_not(conversions.truth_of(ev, both))


def _in_place(op: str) -> Callable[..., Value]:
    def run(ev: Evaluator, ref: Ref, args: Args, kwargs: Kwargs) -> Value:
        for a in args:
            containers.mutable(ev, ref)
            made = operate(ev, op, ref, _as_set(ev, a))
            assert made is not None
            ev.heap[ref.id] = ev.heap[made.id]
        return NONE

    return run


def compare(ev: Evaluator, op: str, left: Value, right: Value) -> Num | None:
    """``==``, ``<=`` and ``>=`` of two sets; None where they are none."""
    if _kind(ev, left) != "set" or _kind(ev, right) != "set" or op not in ("==", "<=", ">=", "<", ">"):
        return None
    if op in (">=", ">"):
        left, right, op = right, left, "<=" if op == ">=" else "<"
    inside = subset(ev, left, right)
    if op == "<=":
        return inside
    sizes = [containers.length_of(ev, v) for v in (left, right)]
    return ar.conjunction(inside, ar.compare(ev, "==" if op == "==" else "<", *sizes))


METHODS: dict[str, Callable[..., Value]] = {
    "union": _method("|"), "intersection": _method("&"), "difference": _method("-"), "symmetric_difference": _method("^"),
    "issubset": _subset_method, "issuperset": _superset_method, "isdisjoint": _disjoint,
    "intersection_update": _in_place("&"), "difference_update": _in_place("-"),
    "symmetric_difference_update": _in_place("^"),
}  # fmt: skip
