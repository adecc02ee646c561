"""The orderings of lists, and of tuples of run-time length: by the first items that differ, else by the lengths."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend.iteration import sequence
from ppc.compiler.frontend.values import array_folds
from ppc.compiler.frontend.values.values import Dim, Num, Tuple, Value, const

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator

_STRICT: dict[str, ast.cmpop] = {"<": ast.Lt(), ">": ast.Gt()}


def compare(ev: Evaluator, op: str, left: Value, right: Value) -> Num | None:
    """``left op right`` of two lists or two tuples; None where they are neither."""
    from ppc.compiler.frontend import comparisons, expressions
    from ppc.compiler.frontend.values import containers

    kind = comparisons.sequence_kind(ev, left)
    if not kind or kind != comparisons.sequence_kind(ev, right):
        return None
    a, b = sequence(ev, left), sequence(ev, right)
    if a.count is not None and b.count is not None:
        return containers.compare_tuples(ev, op, *(Tuple(tuple(s.item(const(i)) for i in range(s.count or 0))) for s in (a, b)))
    lengths = [ev.hold(containers.length_of(ev, v), "length") for v in (left, right)]
    by_length = ev.hold(ar.compare(ev, op, *lengths), "shorter")
    bound = min(s.bound if s.count is None else s.count for s in (a, b))
    if not bound:
        return by_length
    common = ev.hold(ar.minimum(ev, *lengths), "common")

    def differs(i: Num) -> Num:
        return ar.select(comparisons.same_item(ev, a.item(i), b.item(i)), common, i)

    folded = array_folds.fold(ev, Dim(bound, common), common, differs, lambda x, y: ar.minimum(ev, x, y), "first")
    first = ev.hold(folded, "first")

    def by_items() -> Value:
        return comparisons.compare(ev, _STRICT[op[0]], a.item(first), b.item(first))

    result: Num = expressions.conditional(ev, ar.compare(ev, "<", first, common), by_items, lambda: by_length)
    return result


def where(ev: Evaluator, condition: Num, op: Any, left: Value, right: Value, after: Num) -> Num:
    """The order of two items of a tuple where ``condition``, that all before them is equal; ``after`` is that of the rest."""
    from ppc.compiler.frontend import comparisons, conversions, expressions

    strict = ast.Lt() if isinstance(op, ast.Lt | ast.LtE) else ast.Gt()
    after = ev.hold(after, "after")

    def order() -> Num:
        equal = ev.hold(conversions.truth_of(ev, comparisons.equals(ev, left, right)), "equal")
        beyond = conversions.truth_of(ev, comparisons.compare(ev, strict, left, right))
        return ar.disjunction(ar.conjunction(ar.logical_not(equal), beyond), ar.conjunction(equal, after))

    result: Num = expressions.conditional(ev, condition, order, lambda: const(False))
    return result
