"""``collections.Counter``: a dictionary whose missing keys count zero, and are not made by reading them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend.errors import Unsupported
from ppc.compiler.frontend.iteration import Sequence, sequence
from ppc.compiler.frontend.library.arguments import Args, Kwargs
from ppc.compiler.frontend.values import mappings
from ppc.compiler.frontend.values.values import NONE, Bounded, Builtin, DictObject, Num, Ref, Static, Value, const
from ppc.compiler.ir.types import I64

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator


ZERO = Builtin("Counter's zero", lambda ev, args, kwargs: const(0))


def counter(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    """``Counter(iterable or mapping)``."""
    ref = ev.allocate(DictObject({}, "dict", ZERO))
    update(ev, ref, [a for a in args if a != NONE], kwargs)
    return ref


def is_counter(content: object) -> bool:
    return isinstance(content, DictObject | Bounded) and content.default is ZERO


def _change(ev: Evaluator, ref: Ref, op: str, key: Value, amount: Value) -> None:
    """``c[key] += amount`` or ``c[key] -= amount``."""
    from ppc.compiler.frontend import assignment, expressions

    assignment.set_item(ev, ref, key, expressions.operate(ev, op, _count(ev, ref, key), amount))


def _count(ev: Evaluator, ref: Ref, key: Value) -> Value:
    """``c[key]``, which leaves the counter as it is where the key is known."""
    content = ev.heap[ref.id]
    if isinstance(content, DictObject) and mappings.is_known_key(key):
        from ppc.compiler.frontend.values import containers

        return content.items.get(containers.static_key(ev, key), const(0))
    mappings.to_bounded(ev, ref)
    return mappings.get(ev, ref, key)


def update(ev: Evaluator, ref: Ref, args: Args, kwargs: Kwargs) -> Value:
    """``Counter.update``: adds counts."""
    return _change_all(ev, ref, "+", args, kwargs)


def subtract(ev: Evaluator, ref: Ref, args: Args, kwargs: Kwargs) -> Value:
    """``Counter.subtract``: counts may become zero and less."""
    return _change_all(ev, ref, "-", args, kwargs)


def _change_all(ev: Evaluator, ref: Ref, op: str, args: Args, kwargs: Kwargs) -> Value:
    from ppc.compiler.frontend import loops

    for source in args[:1]:
        pairs = _entries(ev, source)
        seq = sequence(ev, source) if pairs is None else pairs

        def body(index: Num, seq: Sequence = seq, counted: bool = pairs is None) -> bool:
            item = seq.item(index)
            key, amount = (ev.keep(item, "key"), const(1)) if counted else item.items
            _change(ev, ref, op, key, amount)
            return True

        loops.iterate(ev, seq, body, ("count", op, ev.span, ev.call_path), None)
    if len(args) > 1:
        raise Unsupported("PPC213", "a counter is updated by one mapping or iterable")
    for name, amount in kwargs.items():
        _change(ev, ref, op, Static(name), amount)
    return NONE


def _entries(ev: Evaluator, source: Value) -> Sequence | None:
    """The keys and values of a dictionary; None for other values."""
    content = ev.heap[source.id] if isinstance(source, Ref) else None
    if not isinstance(content, DictObject | Bounded) or content.kind != "dict":
        return None
    return mappings.view(ev, source, "items").sequence if isinstance(content, Bounded) else sequence(ev, _items(ev, source))


def operate(ev: Evaluator, op: str, left: Ref, right: Ref) -> Ref:
    """``left op right`` of two counters for ``+ - & |``: the counts that come out above zero."""
    known = _operate_on_known(ev, op, left, right)
    if known is not None:
        return known
    made: Ref = counter(ev, [], {})
    mappings.to_bounded(ev, made)
    # Asking a counter of known keys for one that is not gives it the form that others have.
    mappings.to_bounded(ev, left)
    mappings.to_bounded(ev, right)
    _put_combined(ev, op, made, left, right, False)
    if op != "&":
        _put_combined(ev, op, made, right, left, True)
    return made


def _put_combined(ev: Evaluator, op: str, made: Ref, source: Ref, other: Ref, swapped: bool) -> None:
    """Puts the combined counts of ``source`` into ``made``; ``swapped``, of those that the left operand, ``other``, has not."""
    from ppc.compiler.frontend import loops

    seq = mappings.view(ev, source, "items").sequence

    def body(index: Num) -> bool:
        key, count = seq.item(index).items
        key = ev.keep(key, "key")
        if swapped:
            missing = ar.logical_not(mappings.contains(ev, ev.heap[other.id], key))
            return ev.branch(ev.hold(missing, "missing"), lambda: store(key, const(0), count), lambda: True)
        return store(key, count, mappings.get_default(ev, other, key, const(0)))

    def store(key: Value, left: Value, right: Value) -> bool:
        count = ev.keep(_combined(ev, op, left, right), "count")

        def put() -> bool:
            mappings.put(ev, made, key, count)
            return True

        return ev.branch(ar.compare(ev, ">", count, const(0)), put, lambda: True)

    loops.iterate(ev, seq, body, ("counters", op, swapped, ev.span, ev.call_path), None)


def _combined(ev: Evaluator, op: str, left: Value, right: Value) -> Num:
    from ppc.compiler.frontend import conversions, expressions
    from ppc.compiler.frontend.library import builtins_

    if op in "+-":
        return conversions.as_number(ev, expressions.operate(ev, op, left, right))
    # As Counter has it: the other's count only where it is the smaller (or larger) one.
    name = "min" if op == "&" else "max"
    return conversions.as_number(ev, builtins_.BUILTINS[name].call(ev, [left, right], {}))


def _operate_on_known(ev: Evaluator, op: str, left: Ref, right: Ref) -> Ref | None:
    """``left op right`` where all keys and all counts are known integers, else None."""
    a, b = ev.heap[left.id], ev.heap[right.id]
    if not (isinstance(a, DictObject) and isinstance(b, DictObject)):
        return None
    counts = [*a.items.values(), *b.items.values()]
    if not all(isinstance(c, Num) and c.type is I64 and c.static is not None for c in counts):
        return None
    for c in counts:
        _ = c.expr  # the numbers decide which keys there are
        ev.literals.freeze(c.deps)
    zero = const(0)
    keys = [*a.items, *(k for k in b.items if k not in a.items and op != "&")]
    found = {k: _combined(ev, op, a.items.get(k, zero), b.items.get(k, zero)) for k in keys}
    return ev.allocate(DictObject({k: v for k, v in found.items() if v.static > 0}, "dict", ZERO))


def _items(ev: Evaluator, source: Ref) -> Value:
    from ppc.compiler.frontend import calls
    from ppc.compiler.frontend.library import methods

    return calls.call(ev, methods.find(ev, source, "items"), [], {})


def most_common(ev: Evaluator, ref: Ref, args: Args, kwargs: Kwargs) -> Value:
    """``Counter.most_common(n)``: pairs by falling count, equal ones in the order of their first appearance."""
    from ppc.compiler.frontend import subscripts
    from ppc.compiler.frontend.library import builtins_
    from ppc.compiler.frontend.values.values import Slice

    by_count = Builtin("Counter's order", lambda ev, args, kwargs: args[0].items[1])
    ordered = builtins_.BUILTINS["sorted"].call(ev, [_items(ev, ref)], {"key": by_count, "reverse": const(True)})
    if not args or args[0] == NONE:
        return ordered
    return subscripts.get(ev, ordered, Slice(NONE, args[0], NONE))


def total(ev: Evaluator, ref: Ref, args: Args, kwargs: Kwargs) -> Value:
    from ppc.compiler.frontend import calls
    from ppc.compiler.frontend.library import builtins_, methods

    values = calls.call(ev, methods.find(ev, ref, "values"), [], {})
    return builtins_.BUILTINS["sum"].call(ev, [values], {})


METHODS = {"update": update, "subtract": subtract, "most_common": most_common, "total": total}
