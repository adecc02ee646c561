"""Sorting and searching: ``where``, ``nonzero``, ``argmax``, ``sort``, ``percentile``."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend.errors import Unsupported
from ppc.compiler.frontend.iteration import sequence
from ppc.compiler.frontend.library import functional_library, numerics_library
from ppc.compiler.frontend.library.arguments import Args, Kwargs, arguments
from ppc.compiler.frontend.library.numpy_axes import flag, reducing
from ppc.compiler.frontend.library.numpy_elementwise import apply
from ppc.compiler.frontend.library.numpy_shaping import axis_of, ravel, reshape, transpose
from ppc.compiler.frontend.values import arrays
from ppc.compiler.frontend.values.values import NONE, Dim, NDArray, Num, Static, Tuple, Value, const
from ppc.compiler.ir.nodes import Assign, Const, Read
from ppc.compiler.ir.types import BOOL, F64, I64

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator


def _where(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    if len(args) == 1:
        return Tuple(tuple(nonzero_of_axes(ev, args[0])))
    condition, a, b = arguments(args, kwargs, "condition x y", of="np.where")

    def one(c: Num, x: Num, y: Num) -> Num:
        x, y, _ = ar.pair(ev, x, y, BOOL)
        x, y = ar.weak(x, y)
        return ar.select(ar.to_bool(c), x, y) if x.numpy == y.numpy else ar.as_double(ar.select(ar.to_bool(c), x, y))

    from ppc.compiler.frontend import conversions

    condition, a, b = (conversions.present(ev, v) for v in (condition, a, b))
    return apply(ev, one, condition, a, b)


def nonzero_of_axes(ev: Evaluator, value: Value) -> list[NDArray]:
    """Positions of the true elements, one array for each axis."""
    array = arrays.as_array(ev, value)
    if not array.shape:
        raise Unsupported("PPC402", "the places of true elements are those of an array, this is a number")
    if len(array.shape) == 1:
        return [nonzero(ev, array)]
    sizes = arrays.static_sizes(array)
    flat = nonzero(ev, ravel(ev, array))
    out = []
    step = 1
    for n in reversed(sizes):
        out.append(arrays.as_array(ev, apply(ev, _digit(step, n), flat)))
        step *= n
    return out[::-1]


def _digit(step: int, size: int) -> Callable[[Num], Num]:
    return lambda p: ar.binary("imod", ar.binary("idiv", p, const(step)), const(size))


def nonzero(ev: Evaluator, value: Value) -> NDArray:
    """Positions of the true elements of a vector."""
    from ppc.compiler.frontend import index_arrays

    array = arrays.as_array(ev, value)
    if len(array.shape) != 1:
        raise Unsupported("PPC402", "nonzero of more than one dimension is not supported", help="use ravel() first")
    return index_arrays.positions(ev, arrays.astype(ev, array, BOOL))


def _flatnonzero(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    (x,) = arguments(args, kwargs, "a", of="np.flatnonzero")
    return nonzero(ev, ravel(ev, arrays.as_array(ev, x)))


def _unique(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    """The different numbers in ascending order, at most as many as there are; NaN once."""
    from ppc.compiler.frontend import index_arrays

    x, counted = arguments(args, kwargs, "ar return_counts", {"return_counts": const(False)}, "np.unique")
    given = ravel(ev, arrays.as_array(ev, x))
    ordered = arrays.as_array(ev, numerics_library.call(ev, "sort", [given]))

    def first(index: list[Num]) -> Num:
        before = ev.hold(ar.maximum(ev, const(0), ar.binary("isub", index[0], const(1))), "before")
        old, new = arrays.element_at(ev, ordered, [before]), arrays.element_at(ev, ordered, index)
        differs = ar.compare(ev, "!=", old, new)
        if ordered.dtype is F64:
            differs = ar.conjunction(differs, ar.disjunction(ar.binary("feq", old, old), ar.binary("feq", new, new)))
        return ar.disjunction(ar.compare(ev, "==", index[0], const(0)), differs)

    mask = arrays.build(ev, BOOL, ordered.shape, first, "first")
    values = index_arrays.masked(ev, ordered, mask)
    if not flag(counted, "return_counts"):
        return values
    starts = index_arrays.masked(ev, arrays.build(ev, I64, ordered.shape, lambda i: i[0], "positions"), mask)
    count, length = starts.shape[0].length, ordered.shape[0].length
    end = length if length is not None else const(ordered.shape[0].size)
    assert count is not None
    last = ev.hold(ar.binary("isub", count, const(1)), "last")

    def run(index: list[Num]) -> Num:
        following = ev.hold(ar.minimum(ev, ar.binary("iadd", index[0], const(1)), last), "following")
        there = arrays.element_at(ev, starts, [following])
        until = ar.select(ar.compare(ev, "==", index[0], last), end, there)
        return ar.binary("isub", until, arrays.element_at(ev, starts, index))

    return Tuple((values, arrays.build(ev, I64, values.shape, run, "counts")))


def _arg(op: str) -> Callable[..., Value]:
    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        x, axis = arguments(args, kwargs, "a axis", {"axis": NONE}, "np.argmax")
        array = arrays.as_array(ev, x)
        where = axis_of(ev, axis, len(array.shape))
        if where is None or len(array.shape) == 1:
            vector = ravel(ev, array)
            return arg_extremum(ev, vector.shape[0], lambda i: arrays.element_at(ev, vector, [i]), op)
        dims = array.shape[:where] + array.shape[where + 1 :]

        def element(index: list[Num]) -> Num:
            return arg_extremum(
                ev, array.shape[where], lambda i: arrays.element_at(ev, array, [*index[:where], i, *index[where:]]), op
            )

        return arrays.build(ev, I64, dims, element, "best")

    return run


def arg_extremum(ev: Evaluator, dim: Dim, element: Callable[[Num], Num], op: str) -> Num:
    """Index of the first extreme element; the first NaN wins."""
    if dim.size == 0:
        ev.fault("value", const(True), "argmax of an empty array")
        return const(0, True)
    if dim.length is not None:
        ev.fault("value", ar.compare(ev, "<=", dim.length, const(0)), "argmax of an empty array")
    first = ev.hold(element(const(0)), "best")

    def better(new: Num, old: Num) -> Num:
        beyond = ar.compare(ev, op, new, old)
        if new.type is F64:
            nan = ar.conjunction(ar.binary("fne", new, new), ar.binary("feq", old, old))
            beyond = ar.disjunction(beyond, nan)
        return beyond

    if dim.length is None and dim.size <= 16:
        best, index = first, const(0)
        for k in range(1, dim.size):
            new = ev.hold(element(const(k)), "value")
            if new.type is BOOL:
                new = ar.to_i64(new)
                best = ar.to_i64(best)
            take = ev.hold(better(new, best), "better")
            best = ev.hold(ar.select(take, new, best), "best")
            index = ev.hold(ar.select(take, const(k), index), "index")
        return ar.as_numpy(index)
    if first.type is BOOL:
        first = ar.to_i64(first)
    best_variable = ev.out.variable("best", first.type)
    index_variable = ev.out.variable("best_index", I64)
    ev.out.emit(Assign(best_variable, first.expr, ev.span))
    ev.out.emit(Assign(index_variable, Const(I64, 0), ev.span))
    body = ev.counted(dim.size) if dim.length is None else ev.counted_to(dim.length, dim.size)
    with body as i:
        new = element(i)
        new = ev.hold(ar.to_i64(new) if new.type is BOOL else new, "value")
        old = Num(new.type, Read(best_variable))
        take = ev.hold(better(new, old), "better")
        ev.out.emit(Assign(index_variable, ar.select(take, i, Num(I64, Read(index_variable))).expr, ev.span))
        ev.out.emit(Assign(best_variable, ar.select(take, new, old).expr, ev.span))
    return Num(I64, Read(index_variable), numpy=True)


def _sorting(name: str) -> Callable[..., Value]:
    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        rest = {k: v for k, v in kwargs.items() if k not in ("kind", "stable")}
        x, axis = arguments(args, rest, "a axis", {"axis": const(-1)}, f"np.{name}")
        a = arrays.as_array(ev, x)
        where = axis_of(ev, axis, len(a.shape)) if a.shape else None
        if where is None or len(a.shape) == 1:
            return numerics_library.call(ev, name, [ravel(ev, a)])
        rows = [numerics_library.call(ev, name, [row]) for row in _rows_along(ev, a, where)]
        sizes = [n for k, n in enumerate(arrays.static_sizes(a)) if k != where]
        kind = I64 if name == "argsort" else a.dtype
        stacked = reshape(ev, arrays.stack(ev, rows, kind), (*sizes, a.shape[where].size))
        order = list(range(len(sizes)))
        return transpose(stacked, [*order[:where], len(sizes), *order[where:]])

    return run


def _rows_along(ev: Evaluator, a: NDArray, axis: int) -> list[Value]:
    """The vectors that lie along an axis, in C order of the others."""
    moved = transpose(a, [*(k for k in range(len(a.shape)) if k != axis), axis])
    sizes = arrays.static_sizes(moved)[:-1]
    if arrays.total(sizes) > 64:
        raise Unsupported("PPC804", f"{arrays.total(sizes)} rows are too many to sort one by one")
    return [arrays.item(ev, moved, index) for index in arrays.static_indices(sizes)]


def _of_rows(ev: Evaluator, a: NDArray, axis: Value, one: Callable[[Value], Num]) -> Value:
    """A statistic of all elements, or of each vector along an axis."""
    where = axis_of(ev, axis, len(a.shape))
    if where is None or len(a.shape) == 1:
        return ar.as_numpy(one(ravel(ev, a)))
    sizes = tuple(n for k, n in enumerate(arrays.static_sizes(a)) if k != where)
    return arrays.from_elements(ev, F64, sizes, [one(row) for row in _rows_along(ev, a, where)])


def _percentile(scale: float) -> Callable[..., Value]:
    name = "np.percentile" if scale == 1.0 else "np.quantile"

    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        from ppc.compiler.frontend import conversions

        x, q, axis, method = arguments(
            args, kwargs, "a q axis method", {"axis": NONE, "method": Static("linear")}, name
        )  # fmt: skip
        if method != Static("linear"):
            raise Unsupported("PPC213", f"{name} interpolates linearly here, other methods are not supported")
        array = arrays.as_array(ev, x, F64)
        given = arrays.operand(ev, q)
        if isinstance(given, NDArray) and len(given.shape) != 1:
            raise Unsupported("PPC402", f"{name} takes one rank or a vector of them")
        found = []
        for number in arrays.elements(ev, given) if isinstance(given, NDArray) else [given]:
            percent = ar.to_f64(ev, conversions.as_number(ev, number))
            percent = ev.hold(ar.binary("fmul", percent, const(scale)) if scale != 1.0 else percent, "q")
            found.append(_of_rows(ev, array, axis, lambda row, p=percent: numerics_library.call(ev, "percentile", [row, p])))  # type: ignore[misc]
        if not isinstance(given, NDArray):
            return found[0]
        parts = [arrays.as_array(ev, v) for v in found]
        return arrays.stack(ev, parts, F64) if parts else arrays.from_elements(ev, F64, (0,), [])

    return run


def _median(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    x, axis = arguments(args, kwargs, "a axis", {"axis": NONE}, "np.median")
    return _of_rows(ev, arrays.as_array(ev, x, F64), axis, lambda row: numerics_library.call(ev, "median", [row]))


def _searchsorted(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    a, v, side = arguments(args, kwargs, "a v side", {"side": Static("left")}, "np.searchsorted")
    return _positions(ev, a, v, side == Static("right"))


def _positions(ev: Evaluator, a: Value, v: Value, right: bool) -> Value:
    seq = sequence(ev, arrays.as_array(ev, a))
    return apply(ev, lambda x: functional_library.position(ev, seq, ev.hold(x, "x"), right), v)


def _digitize(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    x, bins, right = arguments(args, kwargs, "x bins right", {"right": const(False)}, "np.digitize")
    edges = arrays.as_array(ev, bins)
    backwards_open = flag(right, "right")
    n = arrays.static_size(edges)
    first, last = (arrays.element_at(ev, edges, [const(k)]) for k in (0, n - 1)) if n > 1 else (None, None)
    falling = first is not None and last is not None and first.static is not None and (last.static or 0.0) < first.static
    if not falling:
        return _positions(ev, edges, x, not backwards_open)
    if first is not None and last is not None:
        ev.literals.freeze(first.deps | last.deps)
    backwards = NDArray(edges.buffer, edges.dtype, edges.shape, (-edges.strides[0],), _end(ev, edges, n))
    found = _positions(ev, backwards, x, not backwards_open)
    return apply(ev, lambda p: ar.binary("isub", const(n), p), found)


def _end(ev: Evaluator, edges: NDArray, n: int) -> Num:
    return ar.binary("iadd", edges.offset, const((n - 1) * edges.strides[0]))


def _unravel_index(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    from ppc.compiler.frontend import conversions

    indices, shape = arguments(args, kwargs, "indices shape", of="np.unravel_index")
    sizes = [ar.static_int(ev, n, "a size") for n in conversions.static_items(ev, shape)]
    rest = ev.hold(ar.to_i64(conversions.as_number(ev, indices)), "rest")
    out: list[Num] = []
    for size in reversed(sizes):
        out.append(ev.hold(ar.as_numpy(ar.binary("imod", rest, const(size))), "index"))
        rest = ev.hold(ar.binary("idiv", rest, const(size)), "rest")
    return Tuple(tuple(reversed(out)))


def _select(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    from ppc.compiler.frontend import conversions

    conditions, choices, default = arguments(args, kwargs, "condlist choicelist default", {"default": const(0)}, "np.select")
    result = default
    tests, values = conversions.static_items(ev, conditions), conversions.static_items(ev, choices)
    if len(tests) != len(values):
        raise Unsupported("PPC402", f"np.select: {len(tests)} conditions, but {len(values)} choices")
    for condition, choice in reversed(list(zip(tests, values, strict=True))):
        result = _where(ev, [condition, choice, result], {})
    return result


FUNCTIONS: dict[str, Callable[..., Value]] = {
    "searchsorted": _searchsorted, "digitize": _digitize, "unravel_index": _unravel_index, "select": _select,
    "where": _where, "flatnonzero": _flatnonzero, "unique": _unique, "argmax": reducing(_arg(">"), "argmax"),
    "argmin": reducing(_arg("<"), "argmin"),
    "argsort": _sorting("argsort"), "sort": _sorting("sort"),
    "percentile": reducing(_percentile(1.0), "percentile", 2), "quantile": reducing(_percentile(100.0), "quantile", 2),
    "median": reducing(_median, "median"),
}  # fmt: skip
