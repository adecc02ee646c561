"""``itertools``, ``iter`` and ``next``.

An iterator is a list of its own that ``next`` takes the first item from; ``count`` and ``cycle`` are objects with a position.
"""

from __future__ import annotations

import ast
import itertools
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from ppc.compiler import budgets
from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend import calls, one_shot, set_order
from ppc.compiler.frontend.errors import NeedsStatic, Unsupported
from ppc.compiler.frontend.iteration import Lazy, Sequence, sequence
from ppc.compiler.frontend.library import grouping
from ppc.compiler.frontend.library.arguments import Args, Kwargs, arguments
from ppc.compiler.frontend.values.values import (
    NONE,
    Bounded,
    Builtin,
    Instance,
    ListObject,
    Num,
    Ref,
    Slice,
    Tuple,
    UserClass,
    Value,
    const,
)

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator


_COUNT = UserClass("count", ast.ClassDef("count", [], [], [], [], lineno=0, col_offset=0))
_CYCLE = UserClass("cycle", ast.ClassDef("cycle", [], [], [], [], lineno=0, col_offset=0))


def _items(ev: Evaluator, value: Value) -> list[Value]:
    from ppc.compiler.frontend import conversions

    return conversions.static_items(ev, value)


def _listed(ev: Evaluator, combinations: Iterable[tuple[Any, ...]], count: int, name: str) -> Value:
    if count > budgets.UNROLL_TRIPS * 8:
        raise Unsupported("PPC804", f"itertools.{name} of {count} combinations is too large")
    return ev.allocate(ListObject(tuple(Tuple(tuple(c)) for c in combinations)))


def _product(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    repeat = kwargs.get("repeat")
    n = ar.static_int(ev, repeat, "repeat") if isinstance(repeat, Num) else 1
    seqs = [sequence(ev, a) for a in args] * n
    if any(s.count is None for s in seqs):
        return _rows_of(ev, seqs)
    columns = [_items(ev, a) for a in args] * n
    size = 1
    for c in columns:
        size *= len(c)
    return _listed(ev, itertools.product(*columns) if size <= budgets.UNROLL_TRIPS * 8 else (), size, "product")


def _rows_of(ev: Evaluator, seqs: list[Sequence]) -> Lazy:
    """``itertools.product`` of sequences of which one has a run-time length: each row by its number."""
    if not all(s.uniform for s in seqs):
        raise NeedsStatic("PPC301", "the length of this sequence must be known when the policy is compiled", help="write loops")
    lengths = [s.length if s.count is None and s.length is not None else const(s.count or 0) for s in seqs]
    total, bound = lengths[0], 1
    for length in lengths[1:]:
        total = ev.hold(ar.binary("imul", total, length), "rows")
    for s in seqs:
        bound *= s.bound if s.count is None else s.count
    if bound > budgets.WHILE_BOUND:
        raise Unsupported("PPC804", f"itertools.product of up to {bound} rows is too large", help="write loops in each other")

    def row(i: Num) -> Value:
        items, rest = [], i
        for s, length in zip(reversed(seqs), reversed(lengths), strict=True):
            rest = ev.hold(rest, "row")
            items.append(s.item(ev.hold(ar.binary("imod", rest, length), "column")))
            rest = ar.binary("idiv", rest, length)
        return Tuple(tuple(reversed(items)))

    return Lazy(Sequence(row, None, True, total, bound))


def _chosen(name: str) -> Callable[..., Value]:
    """combinations, permutations and combinations_with_replacement."""

    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        values, r = arguments(args, kwargs, "iterable r", {"r": NONE}, name)
        items = _items(ev, values)
        n = len(items) if r == NONE else ar.static_int(ev, r, "the number of items of a combination")
        found = list(itertools.islice(getattr(itertools, name)(items, n), budgets.UNROLL_TRIPS * 8 + 1))
        return _listed(ev, found, len(found), name)

    return run


def _chain(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    if all(sequence(ev, a).count is not None for a in args):
        return ev.allocate(ListObject(tuple(v for a in args for v in _items(ev, a))))
    return chained(ev, args)


def chained(ev: Evaluator, args: Args) -> Ref:
    """A new list of the items of some sequences, at least one of which has a run-time length."""
    from ppc.compiler.frontend.library import methods
    from ppc.compiler.frontend.values import containers

    seqs = [sequence(ev, a) for a in args]
    bound = sum(s.bound if s.count is None else s.count for s in seqs)
    ref = containers.make_bounded(ev, [], max(bound, 1), False, "list", ("chain", ev.span, ev.call_path))
    for a in args:
        methods.list_extend(ev, ref, [a])
    return ref


def chain_from(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    """``itertools.chain.from_iterable``."""
    return _chain(ev, _items(ev, args[0]), {})


def _accumulate(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    from ppc.compiler.frontend import expressions

    values, function, initial = arguments(
        args, kwargs, "iterable func initial", {"func": NONE, "initial": NONE}, "itertools.accumulate"
    )
    if sequence(ev, values).count is None:
        return _running(ev, values, function, initial)
    items = _items(ev, values)
    if initial != NONE:
        items = [initial, *items]
    out: list[Value] = []
    for item in items:
        if not out:
            out.append(item)
        elif function == NONE:
            out.append(ev.keep(expressions.operate(ev, "+", out[-1], item), "total"))
        else:
            out.append(ev.keep(calls.call(ev, function, [out[-1], item], {}), "total"))
    return ev.allocate(ListObject(tuple(out)))


def _running(ev: Evaluator, values: Value, function: Value, initial: Value) -> Ref:
    """``accumulate`` of a sequence of run-time length: a loop that keeps the total."""
    from ppc.compiler.frontend import expressions, loops
    from ppc.compiler.frontend.evaluator import Frame
    from ppc.compiler.frontend.values import containers

    seq = sequence(ev, values)
    made = containers.make_bounded(ev, [], seq.bound + 1, False, "list", ("accumulate", ev.span, ev.call_path))
    if initial != NONE:
        containers.push(ev, made, initial)
    if not seq.bound:
        return made
    begin = ev.keep(seq.item(const(0)) if initial == NONE else initial, "total")
    frame = Frame("accumulate", {"total": begin}, None)
    ev.frames.append(frame)

    def body(index: Num) -> bool:
        item = ev.keep(seq.item(index), "item")

        def first() -> bool:
            frame.locals["total"] = item
            return True

        def following() -> bool:
            old = frame.locals["total"]
            new = expressions.operate(ev, "+", old, item) if function == NONE else calls.call(ev, function, [old, item], {})
            frame.locals["total"] = ev.keep(new, "total")
            return True

        if initial != NONE:
            following()
        else:
            ev.branch(ar.binary("ieq", index, const(0)), first, following)
        containers.push(ev, made, frame.locals["total"])
        return True

    try:
        loops.iterate(ev, seq, body, ("accumulate", ev.span, ev.call_path), None)
    finally:
        ev.frames.pop()
    return made


def _pairwise(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    (values,) = arguments(args, kwargs, "iterable", of="itertools.pairwise")
    seq = sequence(ev, values)
    if seq.count is None and seq.length is not None:
        pairs = ev.hold(ar.maximum(ev, const(0), ar.binary("isub", seq.length, const(1))), "pairs")

        def pair(i: Num) -> Value:
            return Tuple((seq.item(i), seq.item(ev.hold(ar.binary("iadd", i, const(1)), "next"))))

        return Lazy(Sequence(pair, None, True, pairs, max(seq.bound - 1, 0)))
    items = _items(ev, values)
    return ev.allocate(ListObject(tuple(Tuple(p) for p in itertools.pairwise(items))))


def _islice(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    if not 2 <= len(args) <= 4:
        raise Unsupported("PPC213", "itertools.islice takes an iterable and one to three numbers")
    if _is_cut_at_run_time(ev, args):
        return _cut(ev, args[0], args[1:])
    bounds = [None if a == NONE else ar.static_int(ev, a, "a bound of islice()") for a in args[1:]]
    if isinstance(args[0], Ref) and isinstance(ev.heap[args[0].id], Instance):
        if len(bounds) != 1 or bounds[0] is None:
            raise Unsupported("PPC402", "islice() of an endless iterator takes one number")
        return ev.allocate(ListObject(tuple(advance(ev, [args[0]], {}) for _ in range(bounds[0]))))
    source = args[0]
    if isinstance(source, Ref) and source.id in ev.iterators and isinstance(ev.heap[source.id], ListObject):
        _not_used(ev, source)
        left = iter(ev.heap[source.id].items)
        taken = tuple(itertools.islice(left, *bounds))
        ev.heap[source.id] = ListObject(tuple(left))
        return ev.allocate(ListObject(taken))
    return ev.allocate(ListObject(tuple(itertools.islice(_items(ev, source), *bounds))))


def _is_cut_at_run_time(ev: Evaluator, args: Args) -> bool:
    """Whether a container is cut whose length, or a bound, is known at run time only; of an iterator the rest would be left."""
    source = args[0]
    if isinstance(source, Ref) and (source.id in ev.iterators or isinstance(ev.heap[source.id], Instance)):
        return False
    if isinstance(source, Lazy) and source.mark is not None:
        return False
    return sequence(ev, source).count is None or any(isinstance(a, Num) and a.static is None for a in args[1:])


def _cut(ev: Evaluator, source: Value, bounds: Args) -> Value:
    """``islice`` of a container: a slice of it, whose bounds are not negative."""
    from ppc.compiler.frontend import conversions, subscripts
    from ppc.compiler.frontend.library import builtins_

    numbers = [a if a == NONE else conversions.as_number(ev, a) for a in bounds]
    for n in numbers:
        if n != NONE:
            ev.fault("value", ar.compare(ev, "<", n, const(0)), "a bound of islice() is negative")
    start, stop, step = (NONE, numbers[0], NONE) if len(numbers) == 1 else (*numbers, NONE)[:3]
    listed = builtins_.BUILTINS["list"].call(ev, [source], {})
    return subscripts.get(ev, listed, Slice(start, stop, step))


def _not_used(ev: Evaluator, iterator: Ref) -> None:
    """Raises Unsupported where something ran through an iterator, and may have left some of its items."""
    if not one_shot.is_fresh(ev, ev.iterators[iterator.id]):
        raise one_shot.used_twice()


def _repeat(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    value, times = arguments(args, kwargs, "object times", of="itertools.repeat")
    return ev.allocate(ListObject((ev.keep(value, "item"),) * ar.static_int(ev, times, "the number of repetitions")))


def _zip_longest(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    columns = [_items(ev, a) for a in args]
    rows = itertools.zip_longest(*columns, fillvalue=kwargs.get("fillvalue", NONE))
    return ev.allocate(ListObject(tuple(Tuple(tuple(r)) for r in rows)))


def _starmap(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    function, rows = arguments(args, kwargs, "function iterable", of="itertools.starmap")
    if sequence(ev, rows).count is None:
        from ppc.compiler.frontend.library import iterables

        return iterables.mapped(ev, function, rows)
    results = tuple(ev.keep(calls.call(ev, function, _items(ev, r), {}), "item") for r in _items(ev, rows))
    return ev.allocate(ListObject(results))


def _once(function: Callable[..., Value]) -> Callable[..., Value]:
    """What a function of ``itertools`` gives is an iterator."""

    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        result = function(ev, args, kwargs)
        listed = isinstance(result, Ref) and isinstance(ev.heap[result.id], ListObject | Bounded)
        return one_shot.made(ev, result) if listed else result

    return run


def _count(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    start, step = arguments(args, kwargs, "start step", {"start": const(0), "step": const(1)}, "itertools.count")
    return ev.allocate(Instance(_COUNT, {"at": start, "step": step}))


def _cycle(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    items = _items(ev, args[0])
    if not items:
        raise Unsupported("PPC402", "cycle() of an empty sequence has no items")
    return ev.allocate(Instance(_CYCLE, {"items": Tuple(tuple(items)), "at": const(0)}))


# --- iter and next ---------------------------------------------------------------------------------------


def iterate_over(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    """``iter(x)``."""
    (value,) = arguments(args, kwargs, "iterable", of="iter")
    if isinstance(value, Ref) and (value.id in ev.iterators or isinstance(ev.heap[value.id], Instance)):
        return value
    set_order.note(ev, value)
    if sequence(ev, value).count is None:
        from ppc.compiler.frontend.library import builtins_

        ref: Ref = builtins_.BUILTINS["list"].call(ev, [value], {})
    else:
        ref = ev.allocate(ListObject(tuple(_items(ev, value))))
    return one_shot.made(ev, ref)


def as_iterator(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    """The list that a generator function made, as its iterator."""
    return one_shot.made(ev, args[0])


def advance(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    """``next(iterator[, default])``."""
    from ppc.compiler.frontend import expressions

    source, *rest = args
    content = ev.heap[source.id] if isinstance(source, Ref) else None
    if isinstance(content, Instance) and content.cls is _COUNT:
        at = content.fields["at"]
        following = ev.keep(expressions.operate(ev, "+", at, content.fields["step"]), "at")
        ev.heap[source.id] = Instance(_COUNT, {**content.fields, "at": following})
        return at
    if isinstance(content, Instance) and content.cls is _CYCLE:
        from ppc.compiler.frontend import subscripts

        items, at = content.fields["items"], content.fields["at"]
        value = ev.keep(subscripts.get(ev, items, at), "item")
        following = ar.binary("imod", ar.binary("iadd", at, const(1)), const(len(items.items)))
        ev.heap[source.id] = Instance(_CYCLE, {"items": items, "at": ev.hold(following, "at")})
        return value
    if isinstance(source, Lazy) and source.mark is not None:
        source = as_iterator(ev, [_listed_iterator(ev, source)], {})
        content = ev.heap[source.id]
    if not isinstance(source, Ref) or source.id not in ev.iterators:
        help = "write next(iter(list(x)))" if isinstance(source, Lazy) else "write next(iter(x)) or x[0]"
        raise Unsupported("PPC403", "next() needs an iterator", help=help)
    _not_used(ev, source)
    if isinstance(content, ListObject):
        if not content.items:
            if not rest:
                ev.fault("value", const(True), "next() of an iterator that has no more items", "StopIteration")
            return rest[0] if rest else const(0.0)
        ev.heap[source.id] = ListObject(content.items[1:])
        return content.items[0]
    assert isinstance(content, Bounded)
    return _advance_bounded(ev, source, content, rest)


def _listed_iterator(ev: Evaluator, iterator: Lazy) -> Ref:
    """The items of ``reversed(x)``, ``zip(x, y)`` and the like, which count as used up: no other ``next`` is accepted."""
    from ppc.compiler.frontend.library import builtins_

    made: Ref = builtins_.BUILTINS["list"].call(ev, [iterator], {})
    return made


def _advance_bounded(ev: Evaluator, source: Ref, content: Bounded, rest: list[Value]) -> Value:
    from ppc.compiler.frontend import expressions
    from ppc.compiler.frontend.values import containers

    if content.element is None:
        return rest[0] if rest else const(0.0)
    if not rest:
        return containers.pop(ev, source, True)
    there = ev.hold(ar.compare(ev, ">", content.length, const(0)), "there")
    return expressions.conditional(ev, there, lambda: containers.pop(ev, source, True), lambda: rest[0])


def enumerated_count(ev: Evaluator, value: Value, others: list[Sequence]) -> Lazy | None:
    """``count()`` beside other sequences, as in ``zip(count(), x)``: its numbers as long as they last."""
    content = ev.heap[value.id] if isinstance(value, Ref) else None
    if not isinstance(content, Instance) or content.cls is not _COUNT:
        return None
    at, step = content.fields["at"], content.fields["step"]
    if not others:
        raise NeedsStatic("PPC403", "a loop over itertools.count() has no bound", help="write while True, or range(n)")
    first = others[0]

    def item(i: Num) -> Value:
        return ar.arithmetic(ev, "+", at, ar.arithmetic(ev, "*", i, step))

    return Lazy(Sequence(item, first.count, True, first.length, first.bound, first.proven))


def _while(taking: bool) -> Callable[..., Value]:
    """takewhile and dropwhile: what comes before the first item that does not pass, or from it on."""

    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        from ppc.compiler.frontend import conversions, expressions
        from ppc.compiler.frontend.values import containers

        function, values = arguments(args, kwargs, "predicate iterable", of="takewhile" if taking else "dropwhile")
        items = _items(ev, values)
        passed, kept = const(True), []
        for item in items:
            if passed.constant and not passed.static:
                passes = const(False)
            else:
                test = expressions.conditional(  # the items after the first that does not pass are not asked
                    ev,
                    passed,
                    lambda item=item: conversions.truth_of(ev, calls.call(ev, function, [item], {})),
                    lambda: const(False),
                )
                passes = ev.hold(conversions.truth_of(ev, test), "passes")
            passed = ev.hold(ar.conjunction(passed, passes), "passed")
            kept.append(passed if taking else ar.logical_not(passed))
        if all(k.constant for k in kept):
            return ev.allocate(ListObject(tuple(i for i, k in zip(items, kept, strict=True) if k.static)))
        ref = containers.make_bounded(ev, [], max(len(items), 1), False, "list", ("while", ev.span, ev.call_path))
        for item, keep in zip(items, kept, strict=True):

            def take(item: Value = item) -> bool:
                containers.push(ev, ref, item)
                return True

            ev.branch(keep, take, lambda: True)
        return ref

    return run


def _compress(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    from ppc.compiler.frontend import conversions

    data, selectors = (_items(ev, v) for v in arguments(args, kwargs, "data selectors", of="itertools.compress"))
    kept = [conversions.truth_of(ev, s) for s in selectors]
    if not all(k.constant for k in kept):
        raise NeedsStatic("PPC301", "the selectors of compress() must be known", help="write [x for x, s in zip(data, s) if s]")
    return ev.allocate(ListObject(tuple(i for i, k in zip(data, kept, strict=False) if k.static)))


def _filterfalse(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    from ppc.compiler.frontend import conversions
    from ppc.compiler.frontend.library import iterables

    function, values = arguments(args, kwargs, "predicate iterable", of="itertools.filterfalse")

    def fails(ev: Evaluator, inner: Args, inner_kwargs: Kwargs) -> Value:
        passed = inner[0] if function == NONE else calls.call(ev, function, inner, {})
        return ar.logical_not(conversions.truth_of(ev, passed))

    result: Value = iterables.FUNCTIONS["filter"](ev, [Builtin("fails", fails), values], {})
    return result


def _tee(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    values, n = arguments(args, kwargs, "iterable n", {"n": const(2)}, "itertools.tee")
    items = tuple(_items(ev, values))
    count = ar.static_int(ev, n, "the number of iterators")
    return Tuple(tuple(one_shot.made(ev, ev.allocate(ListObject(items))) for _ in range(count)))


_CHOSEN = ("combinations", "permutations", "combinations_with_replacement")
_TABLE: dict[str, Callable[..., Value]] = {
    "product": _product, "chain": _chain, "accumulate": _accumulate, "pairwise": _pairwise, "islice": _islice,
    "repeat": _repeat, "zip_longest": _zip_longest, "starmap": _starmap, "count": _count, "cycle": _cycle,
    "takewhile": _while(True), "dropwhile": _while(False), "compress": _compress,
    "filterfalse": _filterfalse, "tee": _tee,
    **{n: _chosen(n) for n in _CHOSEN},
}  # fmt: skip
ATTRIBUTES: dict[str, Value] = {f"itertools.{n}": Builtin(f"itertools.{n}", _once(f)) for n, f in _TABLE.items()}
ATTRIBUTES["itertools.groupby"] = Builtin("itertools.groupby", grouping.groupby)
