"""``functools``, ``operator`` and ``bisect``."""

from __future__ import annotations

import ast
import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING

from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend import calls
from ppc.compiler.frontend.errors import Unsupported
from ppc.compiler.frontend.iteration import Sequence, sequence
from ppc.compiler.frontend.library.arguments import Args, Kwargs, arguments
from ppc.compiler.frontend.values import array_folds
from ppc.compiler.frontend.values.values import (
    Bound,
    Builtin,
    DictObject,
    Dim,
    Instance,
    Num,
    Ref,
    Static,
    Tuple,
    TypeName,
    UserClass,
    UserFunction,
    Value,
    const,
)
from ppc.compiler.ir.types import I64

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator


NAMESPACE = UserClass("SimpleNamespace", ast.ClassDef("SimpleNamespace", [], [], [], [], lineno=0, col_offset=0), "namespace")
COMPARISON = "a comparison as a key"
PARTIAL = UserClass("partial", ast.ClassDef("partial", [], [], [], [], lineno=0, col_offset=0))


def partial(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    """``functools.partial``: an object, so that two of them are told apart where control flow meets."""
    if not args:
        raise Unsupported("PPC213", "partial() misses its function")
    held = tuple(ev.keep(a, "argument") for a in args[1:])
    named = ev.allocate(DictObject({k: ev.keep(v, k) for k, v in kwargs.items()}))
    return ev.allocate(Instance(PARTIAL, {"func": args[0], "args": Tuple(held), "keywords": named}))


def call_partial(ev: Evaluator, content: Instance, args: Args, kwargs: Kwargs) -> Value:
    named = ev.heap[content.fields["keywords"].id].items
    return calls.call(ev, content.fields["func"], [*content.fields["args"].items, *args], {**named, **kwargs})


def reduce_items(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    """``functools.reduce``."""
    from ppc.compiler.frontend import conversions

    seq = sequence(ev, conversions.present(ev, args[1]))
    if seq.count is None or (seq.count > 64 and seq.uniform):
        return _reduce_loop(ev, args[0], seq, args[2] if len(args) > 2 else None)
    items = conversions.static_items(ev, args[1])
    if len(args) > 2:
        items = [args[2], *items]
    if not items:
        ev.fault("value", const(True), "reduce() of an empty sequence")
        return const(0.0)
    total = items[0]
    for item in items[1:]:
        total = ev.keep(calls.call(ev, args[0], [total, item], {}), "total")
    return total


def _reduce_loop(ev: Evaluator, function: Value, seq: Sequence, start: Value | None) -> Value:
    from ppc.compiler.frontend import loops
    from ppc.compiler.frontend.evaluator import Frame

    if start is None:
        raise Unsupported(
            "PPC402", "reduce() over a run-time number of items needs a first value", help="give it: reduce(f, x, 0)"
        )
    frame = Frame("reduce", {"total": ev.keep(start, "total")}, None)
    ev.frames.append(frame)
    try:

        def body(index: Num) -> bool:
            total = calls.call(ev, function, [frame.locals["total"], seq.item(index)], {})
            frame.locals["total"] = ev.keep(total, "total")
            return True

        loops.iterate(ev, seq, body, ("reduce", ev.span, ev.call_path), None)
        return frame.locals["total"]
    finally:
        ev.frames.pop()


def _namespace(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    """``SimpleNamespace(kp=2.0)``: an object of any fields."""
    if args:
        raise Unsupported("PPC213", "SimpleNamespace takes keyword arguments only")
    return ev.allocate(Instance(NAMESPACE, {k: ev.keep(v, k) for k, v in kwargs.items()}))


def _decorator(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    """``wraps(f)(g)`` is ``g``."""
    if args and not isinstance(args[0], Num | Static):
        return args[0]
    return Builtin("functools.wraps", lambda ev, args, kwargs: args[0])


def _cache(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    """``lru_cache(f)`` and ``lru_cache(maxsize=None)(f)``: a function that is known to remember (see ``memos``)."""
    if args and isinstance(args[0], UserFunction):
        return dataclasses.replace(args[0], cached=True)
    if args and isinstance(args[0], Bound):
        return Bound(args[0].receiver, dataclasses.replace(args[0].function, cached=True))
    if args and not isinstance(args[0], Num | Static):
        return args[0]
    return Builtin("functools.lru_cache", lambda ev, args, kwargs: _cache(ev, args, kwargs))


def _operator(op: str) -> Builtin:
    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        from ppc.compiler.frontend import expressions

        a, b = arguments(args, kwargs, "a b", of=f"operator {op}")
        return expressions.operate(ev, op, a, b)

    return Builtin(f"operator {op}", run)


def _comparison(op: ast.cmpop, name: str) -> Builtin:
    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        from ppc.compiler.frontend import comparisons

        return comparisons.compare(ev, op, args[0], args[1])

    return Builtin(f"operator.{name}", run)


def _of_one(op: type[ast.unaryop], name: str) -> Builtin:
    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        from ppc.compiler.frontend import expressions

        (a,) = arguments(args, kwargs, "a", of=f"operator.{name}")
        return expressions.operate_on(ev, op, a)

    return Builtin(f"operator.{name}", run)


def _truth(name: str, inverted: bool) -> Builtin:
    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        from ppc.compiler.frontend import conversions

        (a,) = arguments(args, kwargs, "a", of=f"operator.{name}")
        truth = conversions.truth_of(ev, a)
        return ar.as_python(ar.logical_not(truth) if inverted else truth)

    return Builtin(f"operator.{name}", run)


def _contains(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    from ppc.compiler.frontend import comparisons

    a, b = arguments(args, kwargs, "a b", of="operator.contains")
    return comparisons.compare(ev, ast.In(), b, a)


def _getitem(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    from ppc.compiler.frontend import subscripts

    return subscripts.get(ev, *arguments(args, kwargs, "a b", of="operator.getitem"))


def _methodcaller(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    """``methodcaller("name", …)``: a function that calls this method of its argument."""
    from ppc.compiler.frontend import attributes

    name = args[0].value if args and isinstance(args[0], Static) else None
    if not isinstance(name, str):
        raise Unsupported("PPC103", "methodcaller() takes the name of a method", help="write a lambda")

    def run(ev: Evaluator, inner: Args, inner_kwargs: Kwargs) -> Value:
        return calls.call(ev, attributes.get(ev, inner[0], name), args[1:], kwargs)

    return Builtin(f"operator.methodcaller {name}", run, tuple(map(id, [*args[1:], *kwargs.values()])))


def _cmp_to_key(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    """``functools.cmp_to_key``: what ``sorted``, ``min`` and ``max`` take as their key knows the function again."""
    (function,) = arguments(args, kwargs, "mycmp", of="functools.cmp_to_key")

    def run(ev: Evaluator, inner: Args, inner_kwargs: Kwargs) -> Value:
        raise Unsupported("PPC403", "the result of cmp_to_key() is a key of sorted(), min() and max()")

    return Builtin(COMPARISON, run, function)


def _abs(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    from ppc.compiler.frontend.library import builtins_

    return builtins_.BUILTINS["abs"].call(ev, args, kwargs)


def _itemgetter(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    from ppc.compiler.frontend.values import containers

    keys = [containers.static_key(ev, a) for a in args]

    def run(ev: Evaluator, inner: Args, kwargs: Kwargs) -> Value:
        from ppc.compiler.frontend import subscripts

        found = tuple(subscripts.get(ev, inner[0], a) for a in args)
        return found[0] if len(found) == 1 else Tuple(found)

    return Builtin(f"operator.itemgetter{keys!r}", run)


def _attrgetter(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    name = args[0].value if isinstance(args[0], Static) else None
    if not isinstance(name, str) or len(args) != 1:
        raise Unsupported("PPC103", "attrgetter() takes one name", help="write a lambda")

    def run(ev: Evaluator, inner: Args, kwargs: Kwargs) -> Value:
        from ppc.compiler.frontend import attributes

        value = inner[0]
        for part in name.split("."):
            value = attributes.get(ev, value, part)
        return value

    return Builtin(f"operator.attrgetter {name}", run)


def position(ev: Evaluator, sequence_: Sequence, x: Num, right: bool, nan_last: bool = True) -> Num:
    """Where ``x`` belongs in sorted numbers: how many are less than it (``right``: not greater); NaN goes to the end.

    Without ``nan_last`` nothing is less than NaN, as Python compares.
    """
    from ppc.compiler.frontend import conversions

    def before(i: Num) -> Num:
        other = conversions.as_number(ev, sequence_.item(i))
        if not right and not nan_last:
            return ar.to_i64(ar.compare(ev, "<", other, x))
        return ar.to_i64(ar.logical_not(ar.compare(ev, ">" if right else ">=", other, x)))

    dim = Dim(sequence_.count, None) if sequence_.count is not None else Dim(sequence_.bound, sequence_.length)
    total = array_folds.fold(ev, dim, const(0), before, lambda a, b: ar.binary("iadd", a, b), "position")
    if total.type is I64 and not total.constant:
        total = ev.hold(total, "position")
        ev.ranges[total.expr.variable.name] = (0, dim.size)  # type: ignore[union-attr]
    return total


def _bisect(right: bool) -> Callable[..., Value]:
    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        from ppc.compiler.frontend import conversions

        a, x = arguments(args, kwargs, "a x", of="bisect")
        number = ev.hold(conversions.as_number(ev, x), "x")
        return position(ev, sequence(ev, conversions.present(ev, a)), number, right, nan_last=False)

    return run


def _insort(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    from ppc.compiler.frontend.library import methods

    a, x = arguments(args, kwargs, "a x", of="insort")
    where = _bisect(True)(ev, [a, x], {})
    insert = methods.find(ev, a, "insert") if isinstance(a, Ref) else None
    if insert is None:
        raise Unsupported("PPC402", "insort() puts an item into a list")
    return calls.call(ev, insert, [where, x], {})


_OPERATORS = {
    "add": "+", "sub": "-", "mul": "*", "truediv": "/", "floordiv": "//", "mod": "%", "pow": "pow", "and_": "&", "or_": "|",
    "xor": "^", "matmul": "@", "lshift": "<<", "rshift": ">>",
}  # fmt: skip
_COMPARISONS: dict[str, ast.cmpop] = {
    "lt": ast.Lt(), "le": ast.LtE(), "gt": ast.Gt(), "ge": ast.GtE(), "eq": ast.Eq(), "ne": ast.NotEq(),
    "is_": ast.Is(), "is_not": ast.IsNot(),
}  # fmt: skip
_UNARY: dict[str, type[ast.unaryop]] = {"neg": ast.USub, "pos": ast.UAdd, "invert": ast.Invert, "inv": ast.Invert}
ATTRIBUTES: dict[str, Value] = {
    "types.SimpleNamespace": Builtin("types.SimpleNamespace", _namespace),
    "functools.partial": Builtin("functools.partial", partial),
    "functools.cmp_to_key": Builtin("functools.cmp_to_key", _cmp_to_key),
    "functools.reduce": Builtin("functools.reduce", reduce_items),
    **{f"functools.{n}": Builtin(f"functools.{n}", _cache) for n in ("lru_cache", "cache")},
    **{f"functools.{n}": Builtin(f"functools.{n}", _decorator) for n in ("wraps", "total_ordering")},
    "functools.cached_property": Static(TypeName("<cached_property>")),
    **{f"operator.{n}": _operator(op) for n, op in _OPERATORS.items()},
    **{f"operator.{n}": _comparison(op, n) for n, op in _COMPARISONS.items()},
    **{f"operator.{n}": _of_one(op, n) for n, op in _UNARY.items()},
    **{f"operator.{n}": _truth(n, n == "not_") for n in ("truth", "not_")},
    "operator.abs": Builtin("operator.abs", _abs),
    "operator.contains": Builtin("operator.contains", _contains),
    "operator.getitem": Builtin("operator.getitem", _getitem),
    "operator.methodcaller": Builtin("operator.methodcaller", _methodcaller),
    "operator.itemgetter": Builtin("operator.itemgetter", _itemgetter),
    "operator.attrgetter": Builtin("operator.attrgetter", _attrgetter),
    "bisect.bisect_left": Builtin("bisect.bisect_left", _bisect(False)),
    **{f"bisect.{n}": Builtin("bisect.bisect", _bisect(True)) for n in ("bisect", "bisect_right")},
    **{f"bisect.{n}": Builtin("bisect.insort", _insort) for n in ("insort", "insort_right")},
}
