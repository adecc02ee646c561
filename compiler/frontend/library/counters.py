"""``collections.Counter``: a dictionary whose missing keys count zero, and are not made by reading them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ppc.compiler.frontend.iteration import sequence
from ppc.compiler.frontend.library.arguments import Args, Kwargs, arguments
from ppc.compiler.frontend.values import mappings
from ppc.compiler.frontend.values.values import NONE, Bounded, Builtin, DictObject, Num, Ref, Value, const

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator


ZERO = Builtin("Counter's zero", lambda ev, args, kwargs: const(0))


def counter(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    """``Counter(iterable or mapping)``."""
    ref = ev.allocate(DictObject(dict(kwargs), "dict", ZERO))
    if args and args[0] != NONE:
        update(ev, ref, [args[0]], {})
    return ref


def is_counter(content: object) -> bool:
    return isinstance(content, DictObject | Bounded) and content.default is ZERO


def _add(ev: Evaluator, ref: Ref, key: Value, amount: Value) -> None:
    from ppc.compiler.frontend import assignment, expressions

    content = ev.heap[ref.id]
    if isinstance(content, DictObject) and mappings.is_known_key(key):
        from ppc.compiler.frontend.values import containers

        old = content.items.get(containers.static_key(ev, key), const(0))
    else:
        mappings.to_bounded(ev, ref)
        old = mappings.get(ev, ref, key)
    assignment.set_item(ev, ref, key, expressions.operate(ev, "+", old, amount))


def update(ev: Evaluator, ref: Ref, args: Args, kwargs: Kwargs) -> Value:
    """``Counter.update``: adds counts."""
    from ppc.compiler.frontend import loops

    (source,) = arguments(args, kwargs, "iterable", of="Counter.update")
    content = ev.heap[source.id] if isinstance(source, Ref) else None
    if isinstance(content, DictObject | Bounded) and content.kind == "dict":
        view = mappings.view(ev, source, "items").sequence if isinstance(content, Bounded) else None
        pairs = view if view is not None else sequence(ev, _items(ev, source))

        def merge(index: Num) -> bool:
            key, amount = pairs.item(index).items
            _add(ev, ref, key, amount)
            return True

        loops.iterate(ev, pairs, merge, ("count", ev.span, ev.call_path), None)
        return NONE
    seq = sequence(ev, source)

    def body(index: Num) -> bool:
        _add(ev, ref, ev.keep(seq.item(index), "key"), const(1))
        return True

    loops.iterate(ev, seq, body, ("count", ev.span, ev.call_path), None)
    return NONE


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


METHODS = {"update": update, "most_common": most_common, "total": total}
