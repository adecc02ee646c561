"""Reductions as left folds over one axis or over all elements: ``sum``, ``mean``, ``var``, ``cumsum``."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend.errors import Unsupported
from ppc.compiler.frontend.library import numpy_elementwise
from ppc.compiler.frontend.library.arguments import Args, Kwargs, arguments
from ppc.compiler.frontend.library.numpy_axes import as_index, reducing
from ppc.compiler.frontend.library.numpy_elementwise import add, apply, both, either, largest, multiply, smallest, without_nan
from ppc.compiler.frontend.library.numpy_shaping import axis_of, ravel, transpose
from ppc.compiler.frontend.values import array_folds, array_writes, arrays
from ppc.compiler.frontend.values.values import NONE, SINGLE, Builtin, Dim, NDArray, Num, Value, const
from ppc.compiler.ir.nodes import Assign, Read
from ppc.compiler.ir.types import BOOL, F64, I64

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator


Combine = Callable[["Evaluator", Num, Num], Num]


def reduce(ev: Evaluator, a: NDArray, axis: int | None, combine: Combine, empty: Num | None, hint: str) -> Value:
    """A left fold over one axis or over all elements in C order."""
    if axis is None:
        if len(a.shape) > 1 and any(d.length is not None for d in a.shape) and empty is not None:
            return _fold_all(ev, a, combine, empty, hint)
        if len(a.shape) > 1:
            a = ravel(ev, a)
        if not a.shape:
            return combine(ev, arrays.element_at(ev, a, []), empty) if empty is not None else arrays.element_at(ev, a, [])
        return _fold_vector(ev, a.shape[0], lambda i: arrays.element_at(ev, a, [i]), combine, empty, hint)
    dims = a.shape[:axis] + a.shape[axis + 1 :]

    def element(index: list[Num]) -> Num:
        return _fold_vector(
            ev, a.shape[axis], lambda i: arrays.element_at(ev, a, [*index[:axis], i, *index[axis:]]), combine, empty, hint
        )

    if not dims:
        return element([])
    kind = arrays.probe(ev, element, len(dims))
    return arrays.build(ev, kind, dims, element, hint)


def _fold_all(ev: Evaluator, a: NDArray, combine: Combine, empty: Num, hint: str) -> Num:
    """All elements of an array with run-time dimensions, in C order."""
    origin = SINGLE if arrays.is_single(ev, a) else True
    kind = combine(ev, empty, Num(a.dtype, Read(ev.out.variable("probe", a.dtype)), numpy=origin)).type
    total = ev.out.variable(hint, kind)
    start = _start_of(ev, empty, ev.hold(_count(ev, a, None), "count"))
    ev.out.emit(Assign(total, ar.coerce(ev, start, kind).expr, ev.span))

    def body(index: list[Num]) -> None:
        value = combine(ev, Num(kind, Read(total), numpy=origin), arrays.element_at(ev, a, index))
        ev.out.emit(Assign(total, ar.coerce(ev, value, kind).expr, ev.span))

    arrays.for_each(ev, a.shape, body)
    return Num(kind, Read(total), numpy=origin)


def _start_of(ev: Evaluator, empty: Num, length: Num) -> Num:
    """-0.0 is what changes no sum, but the sum of nothing is 0.0."""
    if empty.type is not F64 or empty.static != 0.0:
        return empty
    return ar.select(ar.compare(ev, "<", const(0), length), empty, const(0.0))


def _fold_vector(ev: Evaluator, dim: Dim, element: Callable[[Num], Num], combine: Combine, empty: Num | None, hint: str) -> Num:
    if dim.size == 0 or dim.length is not None:
        if empty is None:
            if dim.size == 0:
                ev.fault("value", const(True), f"{hint} of an empty array")
                return const(0.0, True)
            assert dim.length is not None
            ev.fault("value", ar.compare(ev, "<=", dim.length, const(0)), f"{hint} of an empty array")
            return array_folds.fold(ev, dim, None, element, lambda a, b: combine(ev, a, b), hint)
        if dim.size == 0:
            return empty if empty.static != 0 else ar.coerce(ev, const(0), empty.type)
        assert dim.length is not None
        return array_folds.fold(ev, dim, _start_of(ev, empty, dim.length), element, lambda a, b: combine(ev, a, b), hint)
    first = element(const(0)) if empty is None or dim.size <= 16 else None
    if first is not None and empty is not None:
        first = combine(ev, first, empty) if first.type is not F64 else first
    if dim.size == 1 and first is not None:
        return ar.as_numpy(first)
    start = empty if first is None else None
    if first is not None and first.type is BOOL and empty is not None:
        start = empty
    return ar.as_numpy(array_folds.fold(ev, dim, start, element, lambda a, b: combine(ev, a, b), hint))


def _reduction(name: str, combine: Combine, empty: Num | None) -> Callable[..., Value]:
    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        x, axis = arguments(args, kwargs, "a axis", {"axis": NONE}, f"np.{name}")
        array = arrays.as_array(ev, x)
        where = axis_of(ev, axis, len(array.shape))
        start = empty
        if start is not None and array.dtype is F64 and start.type is I64:
            start = const(-0.0 if start.static == 0 else float(start.static))
        result = reduce(ev, array, where, combine, start, name)
        if isinstance(result, Num):
            return ar.as_numpy(result)
        return result

    return reducing(run, name)


def _count(ev: Evaluator, a: NDArray, axis: int | None) -> Num:
    if axis is None:
        n = const(1)
        for d in a.shape:
            n = ar.binary("imul", n, d.length if d.length is not None else const(d.size))
        return n
    d = a.shape[axis]
    return d.length if d.length is not None else const(d.size)


def _mean(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    x, axis = arguments(args, kwargs, "a axis", {"axis": NONE}, "np.mean")
    array = arrays.as_array(ev, x)
    return mean(ev, array, axis_of(ev, axis, len(array.shape)))


def mean(ev: Evaluator, array: NDArray, axis: int | None) -> Value:
    floats = arrays.astype(ev, array, F64) if array.dtype is not F64 else array
    total = reduce(ev, floats, axis, add, const(-0.0), "mean")
    count = ev.hold(ar.to_f64(ev, _count(ev, array, axis)), "count")
    return apply(ev, lambda s: ar.binary("fdiv", s, count), total)


def _variance(root: bool) -> Callable[..., Value]:
    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        x, axis, ddof = arguments(args, kwargs, "a axis ddof", {"axis": NONE, "ddof": const(0)}, "np.var")
        array = arrays.as_array(ev, x)
        where = axis_of(ev, axis, len(array.shape))
        if where is not None and where != 0:
            array = transpose(array, [where, *(k for k in range(len(array.shape)) if k != where)])
            where = 0
        center = mean(ev, array, where)
        if isinstance(center, Num):
            center = ev.hold(center, "center")

        def square(v: Num, c: Num) -> Num:
            d = ev.hold(ar.binary("fsub", ar.to_f64(ev, v), c), "d")
            return ar.binary("fmul", d, d)

        squares = arrays.elementwise(ev, square, array, center)
        total = reduce(ev, arrays.as_array(ev, squares), where, add, const(-0.0), "var")
        n = ar.binary("isub", _count(ev, array, where), as_index(ev, ddof, "ddof"))
        count = ev.hold(ar.to_f64(ev, n), "count")

        def finish(s: Num) -> Num:
            v = ar.binary("fdiv", s, count)
            return ar.unary("sqrt", v) if root else v

        return apply(ev, finish, total)

    return run


def _running_along(ev: Evaluator, a: NDArray, axis: int, combine: Combine) -> Value:
    """Running totals along one axis of several, one row of them after the other."""
    kind = I64 if a.dtype is BOOL and combine in (add, multiply) else a.dtype
    result = arrays.astype(ev, a, kind) if kind is not a.dtype else arrays.copy(ev, a)
    array_writes.writable(ev, result)
    if not arrays.written_out(result.shape):
        array_writes.spill_for_loop(ev, result)
    dims = list(a.shape)
    if dims[axis].length is not None:
        raise Unsupported("PPC402", "running totals along an axis of run-time length are not supported")
    dims[axis] = Dim(max(dims[axis].size - 1, 0))

    def body(index: list[Num]) -> None:
        after = [ar.binary("iadd", i, const(1)) if k == axis else i for k, i in enumerate(index)]
        value = combine(ev, arrays.element_at(ev, result, index), arrays.element_at(ev, result, after))
        array_writes.write_element(ev, result, after, value)

    arrays.for_each(ev, tuple(dims), body)
    return result


def _cumulative(name: str, combine: Combine) -> Callable[..., Value]:
    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        x, axis = arguments(args, kwargs, "a axis", {"axis": NONE}, f"np.{name}")
        array = arrays.as_array(ev, x)
        where = axis_of(ev, axis, len(array.shape))
        if where is not None and len(array.shape) > 1:
            return _running_along(ev, array, where, combine)
        array = ravel(ev, array)
        if array.dtype is BOOL and combine in (add, multiply):
            array = arrays.astype(ev, array, I64)
        result = arrays.copy(ev, array)
        if array.shape[0].size == 0:
            return result
        buffer = ev.heap[result.buffer.id]
        if buffer.elements is not None:
            for j in range(1, arrays.static_size(result)):
                a = arrays.element_at(ev, result, [const(j - 1)])
                b = arrays.element_at(ev, result, [const(j)])
                array_writes.write_element(ev, result, [const(j)], combine(ev, a, b))
            return result
        first = arrays.element_at(ev, result, [const(0)])
        running = ev.out.variable("running", result.dtype)
        origin = SINGLE if arrays.is_single(ev, result) else True
        ev.out.emit(Assign(running, first.expr, ev.span))
        dim = result.shape[0]
        body = (
            ev.counted(dim.size - 1) if dim.length is None else ev.counted_to(ar.binary("isub", dim.length, const(1)), dim.size)
        )
        with body as k:
            i = ev.hold(ar.binary("iadd", k, const(1)), "i")
            value = combine(ev, Num(result.dtype, Read(running), numpy=origin), arrays.element_at(ev, result, [i]))
            ev.out.emit(Assign(running, value.expr, ev.span))
            array_writes.write_element(ev, result, [i], Num(result.dtype, Read(running), numpy=origin))
        return result

    return run


def _numpy_extremum(name: str) -> Callable[..., Value]:
    combine = largest if name == "max" else smallest
    return _reduction(name, combine, None)


def _ptp(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    from ppc.compiler.frontend import expressions

    return expressions.operate(ev, "-", FUNCTIONS["max"](ev, args, kwargs), FUNCTIONS["min"](ev, args, kwargs))


def _allclose(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    near = numpy_elementwise.FUNCTIONS["isclose"](ev, args, kwargs)
    return near if isinstance(near, Num) else FUNCTIONS["all"](ev, [near], {})


def _array_equal(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    from ppc.compiler.frontend import comparisons

    a, b = (arrays.as_array(ev, v) for v in arguments(args, kwargs, "a1 a2", of="np.array_equal"))
    if tuple(d.size for d in a.shape) != tuple(d.size for d in b.shape):
        return const(False)
    return FUNCTIONS["all"](ev, [comparisons.equals(ev, a, b)], {})


def _average(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    from ppc.compiler.frontend import expressions

    x, axis, weights = arguments(args, kwargs, "a axis weights", {"axis": NONE, "weights": NONE}, "np.average")
    if weights == NONE:
        return _mean(ev, [x, axis], {})
    a, w = arrays.as_array(ev, x), arrays.as_array(ev, weights)
    where = axis_of(ev, axis, len(a.shape))
    along, total_axis = axis, axis
    if len(w.shape) != len(a.shape):
        if where is None or len(w.shape) != 1:
            raise Unsupported("PPC402", "np.average takes weights of the array's shape, or a vector of them and an axis")
        ones = len(a.shape) - where - 1
        w = NDArray(w.buffer, w.dtype, (w.shape[0], *[Dim(1)] * ones), (w.strides[0], *[0] * ones), w.offset)
        total_axis = NONE
    total = FUNCTIONS["sum"](ev, [expressions.operate(ev, "*", a, w), along], {})
    return expressions.operate(ev, "/", total, FUNCTIONS["sum"](ev, [w, total_axis], {}))


def _ignoring_nan(name: str) -> Callable[..., Value]:
    """The reduction of the numbers of a vector that are not NaN."""

    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        from ppc.compiler.frontend import comparisons, index_arrays

        (x,) = arguments(args, kwargs, "a", of=f"np.nan{name}")
        a = ravel(ev, arrays.as_array(ev, x, F64))
        return FUNCTIONS[name](ev, [index_arrays.masked(ev, a, comparisons.equals(ev, a, a))], {})

    return run


FUNCTIONS: dict[str, Callable[..., Value]] = {
    "sum": _reduction("sum", add, const(0)), "prod": _reduction("prod", multiply, const(1)),
    "max": _numpy_extremum("max"), "amax": _numpy_extremum("max"),
    "min": _numpy_extremum("min"), "amin": _numpy_extremum("min"),
    "any": _reduction("any", either, const(False)), "all": _reduction("all", both, const(True)),
    "count_nonzero": lambda ev, args, kwargs: _reduction("count", add, const(0))(
        ev, [arrays.astype(ev, arrays.astype(ev, arrays.as_array(ev, args[0]), BOOL), I64), *args[1:]], kwargs
    ),
    "mean": reducing(_mean, "mean"), "average": reducing(_average, "average"),
    "var": reducing(_variance(False), "var"), "std": reducing(_variance(True), "std"),
    "ptp": _ptp, "allclose": _allclose, "array_equal": _array_equal,
    "nansum": _ignoring_nan("sum"), "nanmean": _ignoring_nan("mean"), "nanstd": _ignoring_nan("std"),
    "nanmax": _reduction("nanmax", without_nan(">"), None), "nanmin": _reduction("nanmin", without_nan("<"), None),
    "cumsum": _cumulative("cumsum", add), "cumprod": _cumulative("cumprod", multiply),
}  # fmt: skip
ACCUMULATE: dict[str, Value] = {
    "numpy.maximum": Builtin("numpy.maximum.accumulate", _cumulative("maximum.accumulate", largest)),
    "numpy.minimum": Builtin("numpy.minimum.accumulate", _cumulative("minimum.accumulate", smallest)),
    "numpy.add": Builtin("numpy.add.accumulate", _cumulative("add.accumulate", add)),
    "numpy.multiply": Builtin("numpy.multiply.accumulate", _cumulative("multiply.accumulate", multiply)),
}


def _reduce(function: str) -> Value:
    """``np.maximum.reduce``: along the first axis unless told otherwise."""

    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        x, axis = arguments(args, kwargs, "a axis", {"axis": const(0)}, f"np.{function}.reduce")
        return FUNCTIONS[function](ev, [x], {"axis": axis})

    return Builtin(f"numpy.{function}.reduce", run)


REDUCE: dict[str, Value] = {
    f"numpy.{ufunc}": _reduce(name)
    for ufunc, name in (
        ("maximum", "max"), ("minimum", "min"), ("add", "sum"), ("multiply", "prod"), ("logical_and", "all"),
        ("logical_or", "any"),
    )
}  # fmt: skip
