"""NumPy as policies may use it, on ``NDArray`` values and scalars. Nothing raises: NumPy's functions answer NaN."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from ppc.compiler import budgets
from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend import arrays, math_library, numerics_library
from ppc.compiler.frontend.calls import arguments
from ppc.compiler.frontend.errors import Unsupported
from ppc.compiler.frontend.ranges import interval
from ppc.compiler.frontend.values import (
    NONE,
    Builtin,
    Dim,
    ListObject,
    NDArray,
    Num,
    Observation,
    Ref,
    Static,
    Tuple,
    Value,
    const,
)
from ppc.compiler.ir.nodes import Assign, Const, Read
from ppc.compiler.ir.types import BOOL, F64, I64, Scalar

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator

Args = list[Value]
Kwargs = dict[str, Value]


# --- dtypes ----------------------------------------------------------------------------------------------

_DTYPES: dict[str, Scalar] = {
    "float": F64, "float64": F64, "double": F64, "int": I64, "int64": I64, "int_": I64, "intp": I64, "int32": I64,
    "bool": BOOL, "bool_": BOOL,
}  # fmt: skip


def dtype_of(value: Value) -> Scalar | None:
    """A dtype argument; None where there is none."""
    if value is None or (isinstance(value, Static) and value.value is None):
        return None
    name = value.value if isinstance(value, Static) else getattr(value, "name", "")
    name = str(name).removeprefix("numpy.")
    if name in ("float32", "float16"):
        raise Unsupported("PPC216", f"the dtype {name} is not supported yet", help="use float64: drop dtype=np.float32")
    if name not in _DTYPES:
        raise Unsupported("PPC216", f"the dtype '{name}' is not supported", help="use float, int or bool")
    return _DTYPES[name]


def _scalar_type(name: str) -> Builtin:
    kind = _DTYPES[name]

    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        (x,) = arguments(args, kwargs, "x", {"x": const({F64: 0.0, I64: 0, BOOL: False}[kind])}, f"np.{name}")
        if isinstance(x, NDArray | Observation):
            return arrays.astype(ev, arrays.as_array(ev, x), kind)
        from ppc.compiler.frontend import expressions

        number = expressions.as_number(ev, x)
        if kind is I64 and number.type is F64:
            return ar.as_numpy(ar.truncate(ev, number))
        return arrays.convert(ev, number, kind)

    return Builtin(f"numpy.{name}", run)


# --- elementwise functions -------------------------------------------------------------------------------


def _apply(ev: Evaluator, function: Callable[..., Num], *values: Value) -> Value:
    operands = [arrays.operand(ev, v) for v in values]
    return arrays.elementwise(ev, lambda *xs: ar.as_numpy(function(*xs)), *operands)


def _float_unary(name: str) -> Callable[..., Value]:
    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        (x,) = arguments(args, kwargs, "x", of=f"np.{name}")
        return _apply(ev, lambda v: ar.call(ev, name, ev.hold(ar.to_f64(ev, v), "x")), x)

    return run


def _elementary(name: str, function: str, arity: int) -> Callable[..., Value]:
    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        values = arguments(args, kwargs, " ".join("abc"[:arity]), of=f"np.{name}")
        return _apply(ev, lambda *xs: ar.call(ev, function, *(ev.hold(ar.to_f64(ev, x), "x") for x in xs)), *values)

    return run


def _primitive(name: str, op: str) -> Callable[..., Value]:
    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        (x,) = arguments(args, kwargs, "x", of=f"np.{name}")

        def one(v: Num) -> Num:
            if v.type is not F64 and op in ("floor", "ceil", "trunc", "rint"):
                return v if op != "rint" else ar.to_f64(ev, v)
            return ar.unary(op, ar.to_f64(ev, v))

        return _apply(ev, one, x)

    return run


def _lambda(names: str, function: Callable[..., Num]) -> Callable[..., Value]:
    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        values = arguments(args, kwargs, names, of="this function")
        return _apply(ev, lambda *xs: function(ev, *xs), *values)

    return run


def _abs(ev: Evaluator, x: Num) -> Num:
    return x if x.type is BOOL else ar.absolute(ev, x)


def _clip(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    renamed = {{"min": "a_min", "max": "a_max"}.get(k, k): v for k, v in kwargs.items()}
    x, low, high = arguments(args, renamed, "a a_min a_max", {"a_min": NONE, "a_max": NONE}, "np.clip")
    bounds = [v for v in (low, high) if v != NONE]

    def one(v: Num, *limits: Num) -> Num:
        rest = list(limits)
        lo = rest.pop(0) if low != NONE else None
        hi = rest.pop(0) if high != NONE else None
        return ar.clip(ev, v, lo, hi)

    return _apply(ev, one, x, *bounds)


def _where(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    if len(args) == 1:
        return Tuple((nonzero(ev, args[0]),))
    condition, a, b = arguments(args, kwargs, "condition x y", of="np.where")

    def one(c: Num, x: Num, y: Num) -> Num:
        x, y, _ = ar.pair(ev, x, y, BOOL)
        return ar.select(ar.to_bool(c), x, y)

    from ppc.compiler.frontend import expressions

    condition, a, b = (expressions.present(ev, v) for v in (condition, a, b))
    return _apply(ev, one, condition, a, b)


def nonzero(ev: Evaluator, value: Value) -> NDArray:
    """Positions of the true elements of a vector."""
    from ppc.compiler.frontend import subscripts

    array = arrays.as_array(ev, value)
    if len(array.shape) != 1:
        raise Unsupported("PPC402", "nonzero of more than one dimension is not supported", help="use ravel() first")
    mask = arrays.astype(ev, array, BOOL)
    positions = arrays.build(ev, I64, array.shape, lambda i: i[0], "positions")
    return subscripts.masked(ev, positions, mask)


def _nonzero(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    return nonzero(ev, args[0])


def round_decimals(ev: Evaluator, x: Num, digits: int) -> Num:
    """``np.round``: scaled, rounded to even, scaled back."""
    if x.type is not F64:
        return x
    if digits == 0:
        return ar.as_numpy(ar.unary("rint", x))
    scale = const(float(10 ** abs(digits)))
    up, down = ("fmul", "fdiv") if digits > 0 else ("fdiv", "fmul")
    return ar.as_numpy(ar.binary(down, ar.unary("rint", ar.binary(up, x, scale)), scale))


def _round(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    x, decimals = arguments(args, kwargs, "a decimals", {"decimals": const(0)}, "np.round")
    digits = ar.static_int(ev, decimals, "the number of decimals")
    return _apply(ev, lambda v: round_decimals(ev, v, digits), x)


def _classify(kind: str) -> Callable[..., Value]:
    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        (x,) = arguments(args, kwargs, "x", of=f"np.{kind}")
        return _apply(ev, lambda v: math_library.classify(ev, kind, v), x)

    return run


def _compare(op: str) -> Callable[..., Num]:
    return lambda ev, a, b: ar.compare(ev, op, a, b)


def _operator(op: str) -> Callable[..., Num]:
    return lambda ev, a, b: ar.arithmetic(ev, op, a, b)


def _nan_to_num(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    x, nan, pos, neg = arguments(
        args, kwargs, "x nan posinf neginf", {"nan": const(0.0), "posinf": NONE, "neginf": NONE}, "np.nan_to_num"
    )
    top = const(math.nextafter(math.inf, 0.0)) if pos == NONE else pos
    bottom = const(-math.nextafter(math.inf, 0.0)) if neg == NONE else neg

    def one(v: Num, n: Num, p: Num, m: Num) -> Num:
        v = ev.hold(ar.to_f64(ev, v), "x")
        n, p, m = (ar.to_f64(ev, k) for k in (n, p, m))
        v2 = ar.select(ar.compare(ev, "==", v, const(math.inf)), p, v)
        v3 = ar.select(ar.compare(ev, "==", v, const(-math.inf)), m, v2)
        return ar.select(ar.binary("fne", v, v), n, v3)

    return _apply(ev, one, x, nan, top, bottom)


# --- making arrays ---------------------------------------------------------------------------------------


def _array(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    rest = {k: v for k, v in kwargs.items() if k not in ("copy", "order", "ndmin")}
    x, dtype = arguments(args, rest, "x dtype", {"dtype": NONE}, "np.array")
    array = arrays.as_array(ev, x, dtype_of(dtype))
    fresh = isinstance(x, Ref | Tuple) or (isinstance(x, NDArray) and array.buffer.id != x.buffer.id)
    return array if fresh else arrays.copy(ev, array)


def _asarray(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    rest = {k: v for k, v in kwargs.items() if k not in ("copy", "order")}
    x, dtype = arguments(args, rest, "x dtype", {"dtype": NONE}, "np.asarray")
    if isinstance(x, Observation) and dtype_of(dtype) in (None, F64):
        return x
    return arrays.as_array(ev, x, dtype_of(dtype))


def _dims(ev: Evaluator, shape: Value) -> tuple[Dim, ...]:
    """The dimensions that a shape argument asks for; a run-time size needs a known bound."""
    from ppc.compiler.frontend import expressions

    return tuple(_dim(ev, n) for n in ([shape] if isinstance(shape, Num) else expressions.static_items(ev, shape)))


def _dim(ev: Evaluator, n: Num) -> Dim:
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
        return arrays.full(ev, _dims(ev, shape), typed[kind], kind)

    return run


def _full(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    from ppc.compiler.frontend import expressions

    shape, value, dtype = arguments(args, kwargs, "shape fill_value dtype", {"dtype": NONE}, "np.full")
    number = expressions.as_number(ev, value)
    kind = dtype_of(dtype) or number.type
    return arrays.full(ev, _dims(ev, shape), arrays.convert(ev, number, kind), kind)


def _like(value: float | None) -> Callable[..., Value]:
    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        from ppc.compiler.frontend import expressions

        names = "a dtype" if value is not None else "a fill_value dtype"
        parts = arguments(args, kwargs, names, {"dtype": NONE}, "np.zeros_like")
        array = arrays.as_array(ev, parts[0])
        kind = dtype_of(parts[-1]) or array.dtype
        number = const(value) if value is not None else expressions.as_number(ev, parts[1])
        return arrays.full(ev, array.shape, arrays.convert(ev, number, kind), kind)

    return run


def _arange(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    from ppc.compiler.frontend import expressions

    kind = dtype_of(kwargs.get("dtype"))
    numbers = [expressions.as_number(ev, a) for a in args]
    start, stop, step = (
        (const(0), numbers[0], const(1)) if len(numbers) == 1 else (*numbers, const(1)) if len(numbers) == 2 else numbers
    )
    integer = all(n.type is not F64 for n in (start, stop, step))
    for n in (start, stop, step):
        if n.static is None:
            from ppc.compiler.frontend.errors import NeedsStatic

            raise NeedsStatic("PPC301", "the arguments of np.arange must be known when the policy is compiled")
        _ = n.expr
        ev.literals.freeze(n.deps)
    a, b, d = start.static, stop.static, step.static
    count = max(0, math.ceil((b - a) / d))
    if integer:
        values = [const(a + i * d) for i in range(count)]
        return arrays.from_elements(ev, kind or I64, (count,), [arrays.convert(ev, v, kind or I64) for v in values])
    delta = (float(a) + float(d)) - float(a)
    values = [const(float(a) + i * delta) for i in range(count)]
    return arrays.from_elements(ev, kind or F64, (count,), [arrays.convert(ev, v, kind or F64) for v in values])


def _linspace(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    from ppc.compiler.frontend import expressions

    start, stop, num = arguments(
        args, {k: v for k, v in kwargs.items() if k != "endpoint"}, "start stop num", {"num": const(50)}, "np.linspace"
    )
    a, b = (ev.hold(ar.to_f64(ev, expressions.as_number(ev, x)), "end") for x in (start, stop))
    n = ar.static_int(ev, num, "the number of points")
    if "endpoint" in kwargs and not kwargs["endpoint"].static:
        intervals = n
    else:
        intervals = n - 1
    if n <= 0:
        return arrays.from_elements(ev, F64, (0,), [])
    if intervals <= 0:
        return arrays.from_elements(ev, F64, (1,), [a])
    step = ev.hold(ar.binary("fdiv", ar.binary("fsub", b, a), const(float(intervals))), "step")

    def element(index: list[Num]) -> Num:
        i = ar.to_f64(ev, index[0])
        value = ar.binary("fadd", ar.binary("fmul", i, step), a)
        if intervals == n - 1:
            last = ar.compare(ev, "==", index[0], const(n - 1))
            return ar.as_numpy(ar.select(last, b, value))
        return ar.as_numpy(value)

    return arrays.build(ev, F64, (Dim(n),), element, "linspace")


def _eye(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    n, _ = arguments(args, kwargs, "n dtype", {"dtype": NONE}, "np.eye")
    size = ar.static_int(ev, n, "the size of np.eye")

    def element(index: list[Num]) -> Num:
        return ar.to_f64(ev, ar.compare(ev, "==", index[0], index[1]))

    return arrays.build(ev, F64, (Dim(size), Dim(size)), element, "eye")


def _diag(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    (v,) = arguments(args, kwargs, "v", of="np.diag")
    array = arrays.as_array(ev, v)
    if len(array.shape) == 2:
        n = min(arrays.static_sizes(array))
        return arrays.build(ev, array.dtype, (Dim(n),), lambda i: arrays.element_at(ev, array, [i[0], i[0]]))
    n = arrays.static_size(array)
    zero = const({F64: 0.0, I64: 0, BOOL: False}[array.dtype])

    def element(index: list[Num]) -> Num:
        same = ar.compare(ev, "==", index[0], index[1])
        return ar.select(same, arrays.element_at(ev, array, [index[0]]), zero)

    return arrays.build(ev, array.dtype, (Dim(n), Dim(n)), element, "diagonal")


def _parts(ev: Evaluator, value: Value) -> list[NDArray]:
    from ppc.compiler.frontend import expressions

    return [arrays.as_array(ev, v) for v in expressions.static_items(ev, value)]


def _axis(ev: Evaluator, value: Value, rank: int) -> int | None:
    if value == NONE:
        return None
    axis = ar.static_int(ev, value, "the axis")
    if not -rank <= axis < rank:
        raise Unsupported("PPC402", f"there is no axis {axis} in an array of {rank} dimensions")
    return axis % rank


def concatenate(ev: Evaluator, parts: list[NDArray], axis: int = 0) -> NDArray:
    """Arrays one after the other along ``axis``."""
    dtype = parts[0].dtype
    for p in parts:
        dtype = ar.join_type(dtype, p.dtype)
    if any(d.length is not None for p in parts for d in p.shape):
        return _concatenate_bounded(ev, parts, dtype) if axis == 0 else _side_by_side(ev, parts, dtype)
    sizes = [arrays.static_sizes(p) for p in parts]
    inner = {s[:axis] + s[axis + 1 :] for s in sizes}
    if len(inner) != 1:
        raise Unsupported("PPC402", "these arrays do not fit together")
    total = sum(s[axis] for s in sizes)
    shape = (*sizes[0][:axis], total, *sizes[0][axis + 1 :])
    result = arrays.full(ev, tuple(Dim(n) for n in shape), const({F64: 0.0, I64: 0, BOOL: False}[dtype]), dtype)
    at = 0
    for p, s in zip(parts, sizes, strict=True):
        offset = ar.binary("iadd", result.offset, const(at * result.strides[axis]))
        dims = tuple(Dim(n) for n in s)
        arrays.write_all(ev, NDArray(result.buffer, dtype, dims, result.strides, offset), p)
        at += s[axis]
    return result


def _concatenate_bounded(ev: Evaluator, parts: list[NDArray], dtype: Scalar) -> NDArray:
    from ppc.compiler.frontend.values import Buffer
    from ppc.compiler.ir.nodes import Array, Store

    if any(len(p.shape) != 1 for p in parts):
        raise Unsupported("PPC402", "only vectors of run-time length can be joined")
    size = sum(p.shape[0].size for p in parts)
    memory = ev.out.variable("joined", Array(dtype, max(size, 1)))
    start = const(0)
    for p in parts:
        begin = ev.hold(start, "start")

        def body(index: list[Num], part: NDArray = p, begin: Num = begin) -> None:
            value = ar.coerce(ev, arrays.element_at(ev, part, index), dtype)
            ev.out.emit(Store(memory, ar.binary("iadd", begin, index[0]).expr, value.expr, True, ev.span))

        arrays.for_each(ev, p.shape, body)
        start = ar.binary("iadd", begin, p.shape[0].length or const(p.shape[0].size))
    buffer = ev.allocate(Buffer(dtype, size, None, memory))
    return NDArray(buffer, dtype, (Dim(size, ev.hold(start, "length")),), (1,), const(0))


def _side_by_side(ev: Evaluator, parts: list[NDArray], dtype: Scalar) -> NDArray:
    """Matrices of one run-time number of rows along their columns."""
    from ppc.compiler.frontend.values import Buffer
    from ppc.compiler.ir.nodes import Array, Store

    if any(len(p.shape) != 2 or p.shape[1].length is not None for p in parts):
        raise Unsupported("PPC402", "these arrays do not fit together")
    rows = min((p.shape[0] for p in parts), key=lambda d: d.size)
    width = sum(p.shape[1].size for p in parts)
    memory = ev.out.variable("joined", Array(dtype, max(rows.size * width, 1)))
    at = 0
    for p in parts:

        def body(index: list[Num], part: NDArray = p, column: int = at) -> None:
            value = ar.coerce(ev, arrays.element_at(ev, part, index), dtype)
            place = arrays.flat(ev, index, (width, 1), const(column))
            ev.out.emit(Store(memory, place.expr, value.expr, True, ev.span))

        arrays.for_each(ev, (rows, p.shape[1]), body)
        at += p.shape[1].size
    buffer = ev.allocate(Buffer(dtype, rows.size * width, None, memory))
    return NDArray(buffer, dtype, (rows, Dim(width)), (width, 1), const(0))


def _concatenate(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    values, axis = arguments(args, kwargs, "arrays axis", {"axis": const(0)}, "np.concatenate")
    parts = _parts(ev, values)
    return concatenate(ev, parts, _axis(ev, axis, len(parts[0].shape)) or 0)


def _stack(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    values, axis = arguments(args, kwargs, "arrays axis", {"axis": const(0)}, "np.stack")
    parts = _parts(ev, values)
    dtype = parts[0].dtype
    for p in parts:
        dtype = ar.join_type(dtype, p.dtype)
    where = _axis(ev, axis, len(parts[0].shape) + 1) or 0
    stacked = arrays.stack(ev, parts, dtype)
    if where:
        order = [*range(1, where + 1), 0, *range(where + 1, len(stacked.shape))]
        return transpose(stacked, order)
    return stacked


def transpose(a: NDArray, order: list[int]) -> NDArray:
    return NDArray(a.buffer, a.dtype, tuple(a.shape[i] for i in order), tuple(a.strides[i] for i in order), a.offset)


def _hstack(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    parts = [_at_least(ev, p, 1) for p in _parts(ev, args[0])]
    return concatenate(ev, parts, 0 if len(parts[0].shape) == 1 else 1)


def _vstack(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    return concatenate(ev, [_at_least(ev, p, 2) for p in _parts(ev, args[0])], 0)


def _column_stack(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    parts = [
        NDArray(p.buffer, p.dtype, (p.shape[0], Dim(1)), (p.strides[0], 0), p.offset) if len(p.shape) == 1 else p
        for p in _parts(ev, args[0])
    ]
    return concatenate(ev, parts, 1)


def _at_least(ev: Evaluator, a: NDArray, rank: int) -> NDArray:
    while len(a.shape) < rank:
        a = NDArray(a.buffer, a.dtype, (Dim(1), *a.shape), (0, *a.strides), a.offset)
    return a


def _append(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    a, values = arguments(args, kwargs, "arr values", of="np.append")
    return concatenate(ev, [ravel(ev, arrays.as_array(ev, a)), ravel(ev, arrays.as_array(ev, values))])


def reshape(ev: Evaluator, a: NDArray, sizes: tuple[int, ...]) -> NDArray:
    """A view where the array is contiguous, otherwise a copy."""
    old = arrays.static_sizes(a)
    n = arrays.total(old)
    if -1 in sizes:
        known = arrays.total(tuple(s for s in sizes if s != -1))
        if known == 0 or n % known:
            raise Unsupported("PPC402", f"{n} elements cannot be reshaped to {sizes}")
        sizes = tuple(n // known if s == -1 else s for s in sizes)
    if arrays.total(sizes) != n:
        raise Unsupported("PPC402", f"{n} elements cannot be reshaped to {sizes}")
    contiguous = all(s == c or d == 1 for s, c, d in zip(a.strides, arrays.contiguous_strides(old), old, strict=True))
    if not contiguous:
        a = arrays.copy(ev, a)
    return NDArray(a.buffer, a.dtype, tuple(Dim(s) for s in sizes), arrays.contiguous_strides(sizes), a.offset)


def ravel(ev: Evaluator, a: NDArray) -> NDArray:
    if len(a.shape) == 1:
        return a
    return reshape(ev, a, (-1,))


def _meshgrid(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    if len(args) != 2:
        raise Unsupported("PPC402", "np.meshgrid takes two vectors")
    x, y = (arrays.as_array(ev, a) for a in args)
    indexing = kwargs.get("indexing")
    swapped = not (isinstance(indexing, Static) and indexing.value == "ij")
    dims = (y.shape[0], x.shape[0]) if swapped else (x.shape[0], y.shape[0])
    first = arrays.build(ev, x.dtype, dims, lambda i: arrays.element_at(ev, x, [i[1] if swapped else i[0]]), "grid")
    second = arrays.build(ev, y.dtype, dims, lambda i: arrays.element_at(ev, y, [i[0] if swapped else i[1]]), "grid")
    return ev.allocate(ListObject((first, second)))


# --- reductions ------------------------------------------------------------------------------------------

Combine = Callable[["Evaluator", Num, Num], Num]


def _add(ev: Evaluator, a: Num, b: Num) -> Num:
    a, b, _ = ar.pair(ev, a, b)
    return ar.arithmetic(ev, "+", a, b)


def _multiply(ev: Evaluator, a: Num, b: Num) -> Num:
    a, b, _ = ar.pair(ev, a, b)
    return ar.arithmetic(ev, "*", a, b)


def _largest(ev: Evaluator, a: Num, b: Num) -> Num:
    return ar.numpy_extremum(ev, a, b, ">")


def _smallest(ev: Evaluator, a: Num, b: Num) -> Num:
    return ar.numpy_extremum(ev, a, b, "<")


def _or(ev: Evaluator, a: Num, b: Num) -> Num:
    return ar.disjunction(ar.to_bool(a), ar.to_bool(b))


def _and(ev: Evaluator, a: Num, b: Num) -> Num:
    return ar.conjunction(ar.to_bool(a), ar.to_bool(b))


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
    kind = combine(ev, empty, Num(a.dtype, Read(ev.out.variable("probe", a.dtype)), numpy=True)).type
    total = ev.out.variable(hint, kind)
    ev.out.emit(Assign(total, ar.coerce(ev, empty, kind).expr, ev.span))

    def body(index: list[Num]) -> None:
        value = combine(ev, Num(kind, Read(total), numpy=True), arrays.element_at(ev, a, index))
        ev.out.emit(Assign(total, ar.coerce(ev, value, kind).expr, ev.span))

    arrays.for_each(ev, a.shape, body)
    return Num(kind, Read(total), numpy=True)


def _fold_vector(ev: Evaluator, dim: Dim, element: Callable[[Num], Num], combine: Combine, empty: Num | None, hint: str) -> Num:
    if dim.size == 0 or dim.length is not None:
        if empty is None:
            if dim.size == 0:
                ev.fault("value", const(True), f"{hint} of an empty array")
                return const(0.0, True)
            assert dim.length is not None
            ev.fault("value", ar.compare(ev, "<=", dim.length, const(0)), f"{hint} of an empty array")
            return arrays.fold(ev, dim, None, element, lambda a, b: combine(ev, a, b), hint)
        if dim.size == 0:
            return empty
        return arrays.fold(ev, dim, empty, element, lambda a, b: combine(ev, a, b), hint)
    first = element(const(0)) if empty is None or dim.size <= 16 else None
    if first is not None and empty is not None:
        first = combine(ev, first, empty) if first.type is not F64 else first
    if dim.size == 1 and first is not None:
        return ar.as_numpy(first)
    start = empty if first is None else None
    if first is not None and first.type is BOOL and empty is not None:
        start = empty
    return ar.as_numpy(arrays.fold(ev, dim, start, element, lambda a, b: combine(ev, a, b), hint))


def _reduction(name: str, combine: Combine, empty: Num | None) -> Callable[..., Value]:
    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        rest = {k: v for k, v in kwargs.items() if k != "keepdims"}
        x, axis = arguments(args, rest, "a axis", {"axis": NONE}, f"np.{name}")
        array = arrays.as_array(ev, x)
        where = _axis(ev, axis, len(array.shape))
        start = empty
        if start is not None and array.dtype is F64 and start.type is I64:
            start = const(-0.0 if start.static == 0 else float(start.static))
        result = reduce(ev, array, where, combine, start, name)
        if "keepdims" in kwargs and kwargs["keepdims"].static and where is not None:
            kept = arrays.as_array(ev, result)
            sizes = list(arrays.static_sizes(kept))
            sizes.insert(where, 1)
            return reshape(ev, kept, tuple(sizes))
        if isinstance(result, Num):
            return ar.as_numpy(result)
        return result

    return run


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
    return mean(ev, array, _axis(ev, axis, len(array.shape)))


def mean(ev: Evaluator, array: NDArray, axis: int | None) -> Value:
    floats = arrays.astype(ev, array, F64) if array.dtype is not F64 else array
    total = reduce(ev, floats, axis, _add, const(-0.0), "mean")
    count = ev.hold(ar.as_numpy(ar.to_f64(ev, _count(ev, array, axis))), "count")
    return _apply(ev, lambda s: ar.binary("fdiv", s, count), total)


def _variance(root: bool) -> Callable[..., Value]:
    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        x, axis, ddof = arguments(args, kwargs, "a axis ddof", {"axis": NONE, "ddof": const(0)}, "np.var")
        array = arrays.as_array(ev, x)
        where = _axis(ev, axis, len(array.shape))
        if where is not None and where != 0:
            raise Unsupported("PPC402", "np.var along this axis is not supported", help="transpose first: x.T")
        center = mean(ev, array, where)
        if isinstance(center, Num):
            center = ev.hold(center, "center")

        def square(v: Num, c: Num) -> Num:
            d = ev.hold(ar.binary("fsub", ar.to_f64(ev, v), c), "d")
            return ar.binary("fmul", d, d)

        squares = arrays.elementwise(ev, square, array, center)
        total = reduce(ev, arrays.as_array(ev, squares), where, _add, const(-0.0), "var")
        n = ar.binary("isub", _count(ev, array, where), ar.to_i64(ddof))
        count = ev.hold(ar.as_numpy(ar.to_f64(ev, n)), "count")

        def finish(s: Num) -> Num:
            v = ar.binary("fdiv", s, count)
            return ar.unary("sqrt", v) if root else v

        return _apply(ev, finish, total)

    return run


def _arg(op: str) -> Callable[..., Value]:
    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        x, axis = arguments(args, kwargs, "a axis", {"axis": NONE}, "np.argmax")
        array = arrays.as_array(ev, x)
        where = _axis(ev, axis, len(array.shape))
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


def _cumulative(combine: Combine) -> Callable[..., Value]:
    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        (x,) = arguments(args, kwargs, "a", of="np.cumsum")
        array = ravel(ev, arrays.as_array(ev, x))
        result = arrays.copy(ev, array)
        buffer = ev.heap[result.buffer.id]
        if buffer.elements is not None:
            for j in range(1, arrays.static_size(result)):
                a = arrays.element_at(ev, result, [const(j - 1)])
                b = arrays.element_at(ev, result, [const(j)])
                arrays.write_element(ev, result, [const(j)], combine(ev, a, b))
            return result
        first = arrays.element_at(ev, result, [const(0)])
        running = ev.out.variable("running", result.dtype)
        ev.out.emit(Assign(running, first.expr, ev.span))
        dim = result.shape[0]
        body = (
            ev.counted(dim.size - 1) if dim.length is None else ev.counted_to(ar.binary("isub", dim.length, const(1)), dim.size)
        )
        with body as k:
            i = ev.hold(ar.binary("iadd", k, const(1)), "i")
            value = combine(ev, Num(result.dtype, Read(running), numpy=True), arrays.element_at(ev, result, [i]))
            ev.out.emit(Assign(running, value.expr, ev.span))
            arrays.write_element(ev, result, [i], Num(result.dtype, Read(running), numpy=True))
        return result

    return run


def _dot(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    from ppc.compiler.frontend import expressions

    a, b = arguments(args, kwargs, "a b", of="np.dot")
    x, y = arrays.operand(ev, a), arrays.operand(ev, b)
    if isinstance(x, Num) or isinstance(y, Num):
        return expressions.operate(ev, "*", x, y)
    return arrays.matmul(ev, x, y)


def _outer(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    a, b = (ravel(ev, arrays.as_array(ev, v)) for v in arguments(args, kwargs, "a b", of="np.outer"))
    return arrays.build(
        ev,
        ar.join_type(a.dtype, b.dtype),
        (a.shape[0], b.shape[0]),
        lambda i: ar.arithmetic(ev, "*", arrays.element_at(ev, a, [i[0]]), arrays.element_at(ev, b, [i[1]])),
        "outer",
    )


def _cross(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    a, b = (arrays.elements(ev, arrays.as_array(ev, v)) for v in arguments(args, kwargs, "a b", of="np.cross"))
    if len(a) != 3 or len(b) != 3:
        raise Unsupported("PPC402", "np.cross takes vectors of three elements")

    def minor(i: int, j: int) -> Num:
        return ar.arithmetic(ev, "-", ar.arithmetic(ev, "*", a[i], b[j]), ar.arithmetic(ev, "*", a[j], b[i]))

    values = [ev.hold(minor(i, j), "c") for i, j in ((1, 2), (2, 0), (0, 1))]
    return arrays.from_elements(ev, values[0].type, (3,), values)


def _interp(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    x, xp, fp = arguments(args, kwargs, "x xp fp", of="np.interp")
    grid, values = (arrays.as_array(ev, v, F64) for v in (xp, fp))
    n = arrays.static_size(grid)
    last = const(n - 1)

    def one(v: Num) -> Num:
        v = ev.hold(ar.to_f64(ev, v), "x")
        position = arrays.fold(
            ev,
            Dim(n),
            const(0),
            lambda i: ar.to_i64(ar.compare(ev, "<=", arrays.element_at(ev, grid, [i]), v)),
            lambda a, b: ar.binary("iadd", a, b),
            "below",
        )
        position = ar.binary("isub", position, const(1))
        low = ev.hold(ar.maximum(ev, const(0), ar.minimum(ev, position, const(max(n - 2, 0)))), "j")
        high = ev.hold(ar.binary("iadd", low, const(1)), "k") if n > 1 else low
        x0 = ev.hold(arrays.element_at(ev, grid, [low]), "x0")
        y0 = ev.hold(arrays.element_at(ev, values, [low]), "y0")
        slope = ar.binary(
            "fdiv",
            ar.binary("fsub", arrays.element_at(ev, values, [high]), y0),
            ar.binary("fsub", arrays.element_at(ev, grid, [high]), x0),
        )
        inner = ar.binary("fadd", ar.binary("fmul", slope, ar.binary("fsub", v, x0)), y0)
        first, final = (arrays.element_at(ev, values, [i]) for i in (const(0), last))
        result = ar.select(ar.compare(ev, ">=", v, arrays.element_at(ev, grid, [last])), final, inner)
        result = ar.select(ar.compare(ev, "<", v, arrays.element_at(ev, grid, [const(0)])), first, result)
        return ar.select(ar.binary("fne", v, v), v, result)

    return _apply(ev, one, x)


def _norm(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    x, axis = arguments(args, {k: v for k, v in kwargs.items() if k != "ord"}, "x axis", {"axis": NONE}, "np.linalg.norm")
    array = arrays.as_array(ev, x, None)
    where = _axis(ev, axis, len(array.shape))

    def square(v: Num) -> Num:
        v = ev.hold(ar.to_f64(ev, v), "v")
        return ar.binary("fmul", v, v)

    squares = arrays.elementwise(ev, square, array)
    total = reduce(ev, arrays.as_array(ev, squares), where, _add, const(-0.0), "norm")
    return _apply(ev, lambda s: ar.unary("sqrt", s), total)


def _diff(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    (x,) = arguments(args, kwargs, "a", of="np.diff")
    a = arrays.as_array(ev, x)
    n = arrays.static_size(a)
    return arrays.build(
        ev,
        a.dtype,
        (Dim(max(n - 1, 0)),),
        lambda i: ar.arithmetic(
            ev, "-", arrays.element_at(ev, a, [ar.binary("iadd", i[0], const(1))]), arrays.element_at(ev, a, [i[0]])
        ),
        "diff",
    )


def _scaled(factor: float) -> Callable[..., Num]:
    return lambda ev, x: ar.binary("fmul", ar.to_f64(ev, x), const(factor))


def _heaviside(ev: Evaluator, x: Num, h: Num) -> Num:
    x, h = ev.hold(ar.to_f64(ev, x), "x"), ar.to_f64(ev, h)
    positive = ar.select(
        ar.compare(ev, ">", x, const(0.0)), const(1.0), ar.select(ar.compare(ev, "<", x, const(0.0)), const(0.0), x)
    )
    return ar.select(ar.compare(ev, "==", x, const(0.0)), h, positive)


# --- methods of arrays and scalars -----------------------------------------------------------------------


def _as_method(function: Callable[..., Value]) -> Callable[..., Value]:
    return lambda ev, base, args, kwargs: function(ev, [base, *args], kwargs)


def _copy(ev: Evaluator, base: NDArray, args: Args, kwargs: Kwargs) -> Value:
    return arrays.copy(ev, base)


def _astype(ev: Evaluator, base: Value, args: Args, kwargs: Kwargs) -> Value:
    kind = dtype_of(args[0] if args else kwargs.get("dtype")) or F64
    if isinstance(base, Num):
        return arrays.convert(ev, base, kind)
    return arrays.astype(ev, base, kind)


def _reshape_method(ev: Evaluator, base: NDArray, args: Args, kwargs: Kwargs) -> Value:
    shape = args[0] if len(args) == 1 else Tuple(tuple(args))
    from ppc.compiler.frontend import expressions

    sizes = (
        (ar.static_int(ev, shape, "a size"),)
        if isinstance(shape, Num)
        else tuple(ar.static_int(ev, n, "a size") for n in expressions.static_items(ev, shape))
    )
    return reshape(ev, base, sizes)


def _tolist(ev: Evaluator, base: NDArray, args: Args, kwargs: Kwargs) -> Value:
    if len(base.shape) != 1:
        rows = arrays.static_sizes(base)[0]
        return ev.allocate(
            ListObject(tuple(_tolist(ev, arrays.item(ev, base, [const(i)]), [], {}) for i in range(rows)))
        )
    return ev.allocate(ListObject(tuple(ar.as_python(e) for e in arrays.elements(ev, base))))


def _item(ev: Evaluator, base: Value, args: Args, kwargs: Kwargs) -> Value:
    if isinstance(base, Num):
        return ar.as_python(base)
    from ppc.compiler.frontend import subscripts

    if args:
        return ar.as_python(subscripts.get_array(ev, ravel(ev, base), args[0]))
    return ar.as_python(arrays.elements(ev, base)[0])


def _fill_method(ev: Evaluator, base: NDArray, args: Args, kwargs: Kwargs) -> Value:
    arrays.write_all(ev, base, args[0])
    return NONE


def _ravel_method(ev: Evaluator, base: NDArray, args: Args, kwargs: Kwargs) -> Value:
    return ravel(ev, base)


def _flatten(ev: Evaluator, base: NDArray, args: Args, kwargs: Kwargs) -> Value:
    return ravel(ev, arrays.copy(ev, base))


def _transpose_method(ev: Evaluator, base: NDArray, args: Args, kwargs: Kwargs) -> Value:
    return transpose(base, list(range(len(base.shape)))[::-1])


def _numpy_extremum(name: str) -> Callable[..., Value]:
    combine = _largest if name == "max" else _smallest
    return _reduction(name, combine, None)


def _linear(name: str, second: bool) -> Callable[..., Value]:
    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        rest = {k: v for k, v in kwargs.items() if k != "rcond"}
        given = arguments(args, rest, "a b" if second else "a", of=f"np.linalg.{name}")
        operands = [arrays.as_array(ev, a, F64) for a in given]
        if len(operands[0].shape) != 2:
            raise Unsupported("PPC402", f"np.linalg.{name} takes a matrix")
        result = numerics_library.call(ev, name, list(operands))
        if name == "lstsq":
            return Tuple((result, Static(None), Static(None), Static(None)))
        return result

    return run


def _sorting(name: str) -> Callable[..., Value]:
    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        rest = {k: v for k, v in kwargs.items() if k not in ("kind", "axis")}
        (x,) = arguments(args, rest, "a", of=f"np.{name}")
        return numerics_library.call(ev, name, [ravel(ev, arrays.as_array(ev, x))])

    return run


def _percentile(scale: float) -> Callable[..., Value]:
    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        x, q = arguments(args, kwargs, "a q", {"q": const(50.0)}, "np.percentile")
        array = arrays.as_array(ev, x, F64)
        from ppc.compiler.frontend import expressions

        percent = ar.to_f64(ev, expressions.as_number(ev, q))
        if scale != 1.0:
            percent = ar.binary("fmul", percent, const(scale))
        return ar.as_numpy(numerics_library.call(ev, "percentile", [ravel(ev, array), ev.hold(percent, "q")]))

    return run


def _trace(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    array = arrays.as_array(ev, args[0])
    return reduce(ev, arrays.as_array(ev, _diag(ev, [array], {})), None, _add, const(-0.0), "trace")


_FUNCTIONS: dict[str, Callable[..., Value]] = {
    **{n: _float_unary(n) for n in (
        "sin", "cos", "tan", "exp", "exp2", "expm1", "log", "log2", "log10", "log1p", "sinh", "cosh", "tanh", "cbrt",
    )},
    **{alias: _elementary(alias, name, 1) for alias, name in (
        ("arcsin", "asin"), ("arccos", "acos"), ("arctan", "atan"), ("arcsinh", "asinh"), ("arccosh", "acosh"),
        ("arctanh", "atanh"), ("asin", "asin"), ("acos", "acos"), ("atan", "atan"),
    )},
    "arctan2": _elementary("arctan2", "atan2", 2), "atan2": _elementary("atan2", "atan2", 2),
    "hypot": _elementary("hypot", "hypot", 2), "copysign": _elementary("copysign", "copysign", 2),
    "fmod": _elementary("fmod", "fmod", 2),
    "sqrt": _primitive("sqrt", "sqrt"), "floor": _primitive("floor", "floor"), "ceil": _primitive("ceil", "ceil"),
    "trunc": _primitive("trunc", "trunc"), "fix": _primitive("fix", "trunc"), "rint": _primitive("rint", "rint"),
    "fabs": _primitive("fabs", "fabs"),
    "abs": _lambda("x", _abs), "absolute": _lambda("x", _abs), "sign": _lambda("x", ar.sign),
    "square": _lambda("x", lambda ev, x: ar.power(ev, x, const(2))),
    "minimum": _lambda("a b", lambda ev, a, b: ar.numpy_extremum(ev, a, b, "<")),
    "maximum": _lambda("a b", lambda ev, a, b: ar.numpy_extremum(ev, a, b, ">")),
    "add": _lambda("a b", _operator("+")), "subtract": _lambda("a b", _operator("-")),
    "multiply": _lambda("a b", _operator("*")), "divide": _lambda("a b", _operator("/")),
    "mod": _lambda("a b", _operator("%")), "remainder": _lambda("a b", _operator("%")),
    "power": _lambda("a b", _operator("**")), "floor_divide": _lambda("a b", _operator("//")),
    "negative": _lambda("x", lambda ev, x: ar.negate(x)),
    "less": _lambda("a b", _compare("<")), "greater": _lambda("a b", _compare(">")),
    "equal": _lambda("a b", _compare("==")), "not_equal": _lambda("a b", _compare("!=")),
    "logical_and": _lambda("a b", _and), "logical_or": _lambda("a b", _or),
    "logical_not": _lambda("x", lambda ev, x: ar.logical_not(ar.to_bool(x))),
    "deg2rad": _lambda("x", _scaled(math.pi / 180.0)), "radians": _lambda("x", _scaled(math.pi / 180.0)),
    "rad2deg": _lambda("x", _scaled(180.0 / math.pi)), "degrees": _lambda("x", _scaled(180.0 / math.pi)),
    "heaviside": _lambda("x h", _heaviside),
    "isnan": _classify("isnan"), "isinf": _classify("isinf"), "isfinite": _classify("isfinite"),
    "clip": _clip, "where": _where, "round": _round, "around": _round, "nan_to_num": _nan_to_num,
    "array": _array, "asarray": _asarray, "zeros": _filled(0.0), "ones": _filled(1.0), "empty": _filled(0.0),
    "full": _full, "zeros_like": _like(0.0), "ones_like": _like(1.0), "empty_like": _like(0.0), "full_like": _like(None),
    "arange": _arange, "linspace": _linspace, "eye": _eye, "identity": _eye, "diag": _diag,
    "concatenate": _concatenate, "stack": _stack, "hstack": _hstack, "vstack": _vstack, "column_stack": _column_stack,
    "append": _append, "meshgrid": _meshgrid, "flatnonzero": _nonzero,
    "copy": lambda ev, args, kwargs: arrays.copy(ev, arrays.as_array(ev, args[0])),
    "ravel": lambda ev, args, kwargs: ravel(ev, arrays.as_array(ev, args[0])),
    "reshape": lambda ev, args, kwargs: _reshape_method(ev, arrays.as_array(ev, args[0]), args[1:], kwargs),
    "transpose": lambda ev, args, kwargs: _transpose_method(ev, arrays.as_array(ev, args[0]), [], {}),
    "sum": _reduction("sum", _add, const(0)), "prod": _reduction("prod", _multiply, const(1)),
    "max": _numpy_extremum("max"), "amax": _numpy_extremum("max"),
    "min": _numpy_extremum("min"), "amin": _numpy_extremum("min"),
    "any": _reduction("any", _or, const(False)), "all": _reduction("all", _and, const(True)),
    "count_nonzero": lambda ev, args, kwargs: _reduction("count", _add, const(0))(
        ev, [arrays.astype(ev, arrays.astype(ev, arrays.as_array(ev, args[0]), BOOL), I64), *args[1:]], kwargs
    ),
    "mean": _mean, "average": _mean, "var": _variance(False), "std": _variance(True),
    "argmax": _arg(">"), "argmin": _arg("<"), "cumsum": _cumulative(_add), "cumprod": _cumulative(_multiply),
    "dot": _dot, "vdot": _dot, "inner": _dot, "outer": _outer, "cross": _cross, "interp": _interp, "diff": _diff,
    "argsort": _sorting("argsort"), "sort": _sorting("sort"), "percentile": _percentile(1.0),
    "quantile": _percentile(100.0), "median": _percentile(1.0), "trace": _trace,
    "matmul": lambda ev, args, kwargs: arrays.matmul(ev, arrays.as_array(ev, args[0]), arrays.as_array(ev, args[1])),
}  # fmt: skip

_CONSTANTS: dict[str, Value] = {
    "pi": const(math.pi), "e": const(math.e), "inf": const(math.inf), "nan": const(math.nan), "newaxis": NONE,
}  # fmt: skip
_TYPES: dict[str, Value] = {n: _scalar_type(n) for n in _DTYPES if n not in ("double",)}
_TYPES |= {n: Builtin(n, lambda ev, args, kwargs: NONE) for n in ("ndarray", "generic", "number", "floating", "integer")}
_TYPES |= {n: Builtin(f"numpy.{n}", lambda ev, args, kwargs: dtype_of(Static("float32"))) for n in ("float32", "float16")}

LINALG: dict[str, Value] = {
    "norm": Builtin("numpy.linalg.norm", _norm),
    **{n: Builtin(f"numpy.linalg.{n}", _linear(n, n in ("solve", "lstsq"))) for n in ("solve", "inv", "det", "lstsq")},
}


def attribute(name: str) -> Value | None:
    """``np.name``."""
    if name in _CONSTANTS:
        return _CONSTANTS[name]
    if name in _TYPES:
        return _TYPES[name]
    function = _FUNCTIONS.get(name)
    return Builtin(f"numpy.{name}", function) if function is not None else None


ACCUMULATE: dict[str, Value] = {
    "numpy.maximum": Builtin("numpy.maximum.accumulate", _cumulative(_largest)),
    "numpy.minimum": Builtin("numpy.minimum.accumulate", _cumulative(_smallest)),
    "numpy.add": Builtin("numpy.add.accumulate", _cumulative(_add)),
    "numpy.multiply": Builtin("numpy.multiply.accumulate", _cumulative(_multiply)),
}

METHODS: dict[str, Callable[..., Value]] = {
    **{n: _as_method(_FUNCTIONS[n]) for n in (
        "sum", "prod", "max", "min", "any", "all", "mean", "var", "std", "argmax", "argmin", "cumsum", "cumprod", "dot",
        "trace", "argsort",
        "clip", "round",
    )},
    "copy": _copy, "astype": _astype, "reshape": _reshape_method, "tolist": _tolist, "item": _item, "fill": _fill_method,
    "ravel": _ravel_method, "flatten": _flatten, "transpose": _transpose_method,
    "nonzero": lambda ev, base, args, kwargs: Tuple((nonzero(ev, base),)),
}  # fmt: skip
SCALAR_METHODS: dict[str, Callable[..., Value]] = {
    "item": _item,
    "astype": _astype,
    "clip": _as_method(_clip),
    "copy": lambda ev, base, args, kwargs: base,
    "is_integer": lambda ev, base, args, kwargs: ar.binary("feq", ar.unary("floor", ev.hold(base, "x")), base),
}
