"""``itertools.groupby``: runs of items with one key. Each group ends with its turn, as in Python."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend import calls, one_shot
from ppc.compiler.frontend.errors import Unsupported
from ppc.compiler.frontend.iteration import Lazy, Sequence, sequence
from ppc.compiler.frontend.library.arguments import Args, Kwargs, arguments
from ppc.compiler.frontend.values.values import NONE, ListObject, Num, Ref, Slice, Tuple, Value, const

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator


def groupby(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    """``groupby(iterable[, key])``."""
    from ppc.compiler.frontend import conversions

    values, key = arguments(args, kwargs, "iterable key", {"key": NONE}, "itertools.groupby")
    values = conversions.present(ev, values)
    if sequence(ev, values).count is not None:
        items = conversions.static_items(ev, values)
        known = _known_runs(ev, items, [_key_of(ev, key, item) for item in items])
        if known is not None:
            return known
        values = ev.allocate(ListObject(tuple(items)))
    return _runs(ev, values, key)


def _key_of(ev: Evaluator, key: Value, item: Value) -> Value:
    return item if key == NONE else ev.keep(calls.call(ev, key, [item], {}), "key")


def _known_runs(ev: Evaluator, items: list[Value], keys: list[Value]) -> Lazy | None:
    """The runs where the keys are known; None where they are not."""
    from ppc.compiler.frontend import comparisons, conversions

    rows: list[tuple[Value, list[Value]]] = []
    for item, key in zip(items, keys, strict=True):
        same = conversions.truth_of(ev, comparisons.equals(ev, rows[-1][0], key)) if rows else const(False)
        if not same.constant:
            return None
        if same.static:
            rows[-1][1].append(item)
        else:
            rows.append((key, [item]))

    def run(i: Num) -> tuple[Value, Ref]:
        key, group = rows[int(i.static)]
        return key, ev.allocate(ListObject(tuple(group)))

    return _lazy(ev, run, len(rows), None, len(rows))


def _runs(ev: Evaluator, values: Value, key: Value) -> Lazy:
    """The runs of items whose keys are known at run time: slices of a list between the places where the key changes."""
    from ppc.compiler.frontend import subscripts
    from ppc.compiler.frontend.library import iterables, numerics_library

    items = iterables.bounded_list(ev, values, "items")
    keys = items
    if key != NONE:
        keys = iterables.mapped(ev, key, iterables.FUNCTIONS["zip"](ev, [items], {}))
    starts = numerics_library.call_in(ev, "lists", "starts_of_runs", [keys])
    found = sequence(ev, starts)
    if found.length is None:  # an empty list
        return Lazy(Sequence(lambda i: NONE, 0, False))
    total, all_items = found.length, sequence(ev, items).length or const(0)

    def run(i: Num) -> tuple[Value, Ref]:
        begin = ev.hold(found.item(i), "begin")
        following = ev.hold(ar.binary("iadd", i, const(1)), "following")
        later = subscripts.get(ev, starts, ev.hold(ar.minimum(ev, following, ar.binary("isub", total, const(1))), "at"))
        end = ev.hold(ar.select(ar.compare(ev, "<", following, total), later, all_items), "end")
        group = subscripts.get(ev, items, Slice(begin, end, NONE))
        return subscripts.get(ev, keys, begin), group

    return _lazy(ev, run, None, total, found.bound)


def _lazy(
    ev: Evaluator, run: Callable[[Num], tuple[Value, Ref]], count: int | None, length: Num | None = None, bound: int = 0
) -> Lazy:
    """The runs: a key and the iterator of its group, which ends with its turn."""
    handed: list[Ref] = []

    def end() -> None:
        for mark in handed:
            if one_shot.is_fresh(ev, mark):
                one_shot.use(ev, mark)
        handed.clear()

    def item(i: Num) -> Value:
        if ev.user is not None:
            raise Unsupported(
                "PPC403",
                "the groups of groupby() end as the next one is taken: a function that takes all of them finds them empty",
                help="write a loop, or [(key, list(group)) for key, group in groupby(...)]",
            )
        end()
        key, group = run(i)
        one_shot.made(ev, group)
        handed.append(ev.iterators[group.id])
        return Tuple((key, group))

    return Lazy(Sequence(item, count, count is None, length, bound, unchanged=end), one_shot.mark(ev))
