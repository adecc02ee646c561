"""Making arrays: ``np.array``, ``zeros``, ``arange``, ``linspace``, ``eye``, ``diag``, ``meshgrid``."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from ppc.compiler import budgets
from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend.errors import Unsupported
from ppc.compiler.frontend.library.arguments import Args, Kwargs, arguments
from ppc.compiler.frontend.library.numpy_dtypes import NAMES, cast, cast_number, dtype_of, is_single
from ppc.compiler.frontend.values import arrays
from ppc.compiler.frontend.values.ranges import interval
from ppc.compiler.frontend.values.values import (
    NONE,
    Dim,
    ListObject,
    NDArray,
    Num,
    Observation,
    Range,
    Ref,
    Static,
    Tuple,
    Value,
    const,
)
from ppc.compiler.ir.types import BOOL, F64, I64, Scalar

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator


def _array(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    rest = {k: v for k, v in kwargs.items() if k not in ("copy", "order")}
    x, dtype, rank = arguments(args, rest, "x dtype ndmin", {"dtype": NONE, "ndmin": const(0)}, "np.array")
    if ar.static_int(ev, rank, "ndmin"):
        raise Unsupported("PPC213", "np.array: the argument 'ndmin' is not supported", help="use np.atleast_2d")
    array = cast(ev, arrays.as_array(ev, x, dtype_of(dtype)), dtype)
    fresh = isinstance(x, Ref | Tuple) or (isinstance(x, NDArray) and array.buffer.id != x.buffer.id)
    return array if fresh else arrays.copy(ev, array)


def _asarray(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    rest = {k: v for k, v in kwargs.items() if k not in ("copy", "order")}
    x, dtype = arguments(args, rest, "x dtype", {"dtype": NONE}, "np.asarray")
    if isinstance(x, Observation) and dtype_of(dtype) in (None, F64) and not is_single(dtype):
        return x
    return cast(ev, arrays.as_array(ev, x, dtype_of(dtype)), dtype)


def _dims(ev: Evaluator, shape: Value) -> tuple[Dim, ...]:
    """The dimensions that a shape argument asks for; a run-time size needs a known bound."""
    from ppc.compiler.frontend import conversions

    return tuple(_dim(ev, n) for n in ([shape] if isinstance(shape, Num) else conversions.static_items(ev, shape)))


def _dim(ev: Evaluator, n: Value) -> Dim:
    if not isinstance(n, Num):
        from ppc.compiler.frontend import conversions

        n = conversions.as_number(ev, n)
    if n.static is None and n.type is not F64:
        low, high = interval(n._expr, ev.ranges)
        if low >= 0 and high <= budgets.ARRAY_ELEMENTS:
            return Dim(high, ev.hold(ar.to_i64(n), "size"))
    size = ar.static_int(ev, n, "an array's size")
    if size < 0:
        raise Unsupported("PPC402", "an array's size is negative")
    return Dim(size)


def _filled(value: float) -> Callable[..., Value]:
    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        shape, dtype = arguments(args, kwargs, "shape dtype", {"dtype": NONE}, "np.zeros")
        kind = dtype_of(dtype) or F64
        typed: dict[Scalar, Num] = {F64: const(value), I64: const(int(value)), BOOL: const(bool(value))}
        return arrays.full(ev, _dims(ev, shape), cast_number(ev, typed[kind], dtype), kind)

    return run


def _full(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    from ppc.compiler.frontend import conversions

    shape, value, dtype = arguments(args, kwargs, "shape fill_value dtype", {"dtype": NONE}, "np.full")
    number = conversions.as_number(ev, value)
    kind = dtype_of(dtype) or number.type
    number = ar.as_numpy(number) if dtype == NONE else cast_number(ev, number, dtype)
    return arrays.full(ev, _dims(ev, shape), number, kind)


def _like(value: float | None) -> Callable[..., Value]:
    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        from ppc.compiler.frontend import conversions

        names = "a dtype" if value is not None else "a fill_value dtype"
        parts = arguments(args, kwargs, names, {"dtype": NONE}, "np.zeros_like")
        array = arrays.as_array(ev, parts[0])
        dtype = parts[-1]
        if dtype == NONE:
            dtype = Static("float32" if arrays.is_single(ev, array) else NAMES[array.dtype])
        number = const(value) if value is not None else conversions.as_number(ev, parts[1])
        return arrays.full(ev, array.shape, cast_number(ev, number, dtype), dtype_of(dtype) or F64)

    return run


def _arange(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    from ppc.compiler.frontend import conversions

    if len(args) == 1 and "stop" not in kwargs:
        args, kwargs = [const(0), *args], kwargs  # the only number is where it ends
    names = {"start": const(0), "step": const(1), "dtype": NONE}
    *bounds, dtype = arguments(args, kwargs, "start stop step dtype", names, "np.arange")
    start, stop, step = (conversions.as_number(ev, v) for v in bounds)
    kind = dtype_of(dtype)
    integer = all(n.type is not F64 for n in (start, stop, step))
    if integer and any(n.static is None for n in (start, stop)):
        array = _counting(ev, start, stop, step)
        return array if dtype == NONE else cast(ev, arrays.astype(ev, array, kind or I64), dtype)
    for n in (start, stop, step):
        if n.static is None:
            from ppc.compiler.frontend.errors import NeedsStatic

            raise NeedsStatic(
                "PPC301", "the arguments of np.arange must be known when the policy is compiled",
                help="count with integers: x0 + dx * np.arange(n)",
            )  # fmt: skip
        _ = n.expr
        ev.literals.freeze(n.deps)
    a, b, d = start.static, stop.static, step.static
    if d == 0:
        raise Unsupported("PPC404", "the step of np.arange is zero")
    turns = (b - a) / d
    if not math.isfinite(turns):
        raise Unsupported("PPC402", "the bounds of np.arange must be finite")
    count = max(0, math.ceil(turns))
    if count > budgets.ARRAY_ELEMENTS:
        raise Unsupported("PPC802", f"an array of {count} elements is too large", help="use smaller arrays")
    delta = d if integer else (float(a) + float(d)) - float(a)
    kind = kind or (I64 if integer else F64)
    values = [arrays.convert(ev, const((a if integer else float(a)) + i * delta), kind) for i in range(count)]
    array = arrays.from_elements(ev, kind, (count,), values)
    return array if dtype == NONE else cast(ev, array, dtype)


def _counting(ev: Evaluator, start: Num, stop: Num, step: Num) -> NDArray:
    """``np.arange`` of integers that are not known: as many as a container of that length may hold."""
    from ppc.compiler.frontend.iteration import sequence

    seq = sequence(ev, Range(ar.to_i64(start), ar.to_i64(stop), step))
    assert seq.length is not None
    most, length = seq.bound, seq.length
    if not seq.proven:
        most = budgets.container_capacity()
        ev.overflow(ar.binary("ilt", const(most), length), most, "numbers")
        length = ev.hold(ar.minimum(ev, length, const(most)), "count")

    def element(index: list[Num]) -> Num:
        number = seq.item(index[0])
        assert isinstance(number, Num)
        return ar.as_numpy(number)

    return arrays.build(ev, I64, (Dim(most, length),), element, "numbers")


def _linspace(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    from ppc.compiler.frontend import conversions

    start, stop, num = arguments(
        args, {k: v for k, v in kwargs.items() if k != "endpoint"}, "start stop num", {"num": const(50)}, "np.linspace"
    )
    a, b = (ev.hold(ar.to_f64(ev, conversions.as_number(ev, x)), "end") for x in (start, stop))
    if isinstance(num, Num) and num.static is None:
        return _linspace_to(ev, a, b, num, "endpoint" not in kwargs or bool(kwargs["endpoint"].static))
    n = ar.static_int(ev, num, "the number of points")
    if "endpoint" in kwargs and not kwargs["endpoint"].static:
        intervals = n
    else:
        intervals = n - 1
    if n <= 0:
        return arrays.from_elements(ev, F64, (0,), [])
    if intervals <= 0:
        intervals = 1  # the only point is start + 0 * distance, which is NaN where the distance is infinite
    way = _way(ev, a, b, const(float(intervals)))

    def element(index: list[Num]) -> Num:
        value = ar.binary("fadd", way(ar.to_f64(ev, index[0])), a)
        if n > 1 and intervals == n - 1:
            last = ar.compare(ev, "==", index[0], const(n - 1))
            return ar.as_numpy(ar.select(last, b, value))
        return ar.as_numpy(value)

    return arrays.build(ev, F64, (Dim(n),), element, "linspace")


def _way(ev: Evaluator, a: Num, b: Num, intervals: Num) -> Callable[[Num], Num]:
    """How far i of ``intervals`` from ``a`` to ``b`` are, all floats; where a step underflows, in NumPy's other order."""
    distance = ev.hold(ar.binary("fsub", b, a), "distance")
    step = ev.hold(ar.binary("fdiv", distance, intervals), "step")
    underflows = ev.hold(ar.compare(ev, "==", step, const(0.0)), "underflows")

    def way(i: Num) -> Num:
        tiny = ar.binary("fmul", ar.binary("fdiv", i, intervals), distance)
        return ar.select(underflows, tiny, ar.binary("fmul", i, step))

    return way


def _linspace_to(ev: Evaluator, a: Num, b: Num, num: Num, endpoint: bool) -> Value:
    """``np.linspace`` with a run-time number of points."""
    asked = ev.hold(ar.maximum(ev, const(0), ar.to_i64(num)), "count")
    most = interval(asked._expr, ev.ranges)[1]
    if most > budgets.WHILE_BOUND:
        most = budgets.container_capacity()
        ev.overflow(ar.binary("ilt", const(most), asked), most, "points")
    count = ev.hold(ar.minimum(ev, asked, const(most)), "count")
    last = ev.hold(ar.binary("isub", count, const(1)), "last")
    intervals = ar.maximum(ev, const(1), last if endpoint else count)
    way = _way(ev, a, b, ev.hold(ar.to_f64(ev, intervals), "intervals"))

    def element(index: list[Num]) -> Num:
        value = ar.binary("fadd", way(ar.to_f64(ev, index[0])), a)
        if not endpoint:
            return ar.as_numpy(value)
        at_end = ar.conjunction(ar.binary("ieq", index[0], last), ar.binary("ilt", const(0), index[0]))
        return ar.as_numpy(ar.select(at_end, b, value))

    return arrays.build(ev, F64, (Dim(most, count),), element, "linspace")


def _eye(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    n, columns, dtype = arguments(args, kwargs, "N M dtype", {"M": NONE, "dtype": NONE}, "np.eye")
    rows = ar.static_int(ev, n, "the size of np.eye")
    width = rows if columns == NONE else ar.static_int(ev, columns, "the width of np.eye")

    def element(index: list[Num]) -> Num:
        return cast_number(ev, ar.to_f64(ev, ar.compare(ev, "==", index[0], index[1])), dtype)

    return arrays.build(ev, dtype_of(dtype) or F64, (Dim(rows), Dim(width)), element, "eye")


def diagonal(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    (v,) = arguments(args, kwargs, "v", of="np.diag")
    array = arrays.as_array(ev, v)
    if len(array.shape) == 2:
        n = min(arrays.static_sizes(array))
        return arrays.build(ev, array.dtype, (Dim(n),), lambda i: arrays.element_at(ev, array, [i[0], i[0]]))
    if len(array.shape) != 1:
        raise Unsupported("PPC402", "np.diag takes a vector or a matrix")
    n = arrays.static_size(array)
    zero = const({F64: 0.0, I64: 0, BOOL: False}[array.dtype])

    def element(index: list[Num]) -> Num:
        same = ar.compare(ev, "==", index[0], index[1])
        return ar.select(same, arrays.element_at(ev, array, [index[0]]), zero)

    return arrays.build(ev, array.dtype, (Dim(n), Dim(n)), element, "diagonal")


def _meshgrid(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    """Each vector along its own axis of arrays of one shape; the first two axes change places but with ``indexing='ij'``."""
    (indexing,) = arguments([], kwargs, "indexing", {"indexing": Static("xy")}, "np.meshgrid")
    if not isinstance(indexing, Static) or indexing.value not in ("xy", "ij"):
        raise Unsupported("PPC402", "np.meshgrid: indexing is 'xy' or 'ij'")
    vectors = [arrays.as_array(ev, a) for a in args]
    if not vectors or any(len(v.shape) != 1 for v in vectors):
        raise Unsupported("PPC402", "np.meshgrid takes vectors")
    axes = list(range(len(vectors)))
    if indexing.value == "xy":
        axes[:2] = axes[1::-1]
    dims = tuple(vectors[axes[k]].shape[0] for k in range(len(vectors)))

    def along(vector: NDArray, axis: int) -> NDArray:
        return arrays.build(ev, vector.dtype, dims, lambda i: arrays.element_at(ev, vector, [i[axis]]), "grid")

    return ev.allocate(ListObject(tuple(along(v, k) for v, k in zip(vectors, axes, strict=True))))


FUNCTIONS: dict[str, Callable[..., Value]] = {
    "array": _array, "asarray": _asarray, "zeros": _filled(0.0), "ones": _filled(1.0), "empty": _filled(0.0),
    "full": _full, "zeros_like": _like(0.0), "ones_like": _like(1.0), "empty_like": _like(0.0), "full_like": _like(None),
    "arange": _arange, "linspace": _linspace, "eye": _eye, "identity": _eye, "diag": diagonal, "meshgrid": _meshgrid,
    "copy": lambda ev, args, kwargs: arrays.copy(ev, arrays.as_array(ev, args[0])),
}  # fmt: skip
