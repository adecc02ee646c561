"""Shapes: joining, stacking, reshaping and transposing arrays."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend.errors import Unsupported
from ppc.compiler.frontend.library.arguments import Args, Kwargs, arguments
from ppc.compiler.frontend.values import array_writes, arrays
from ppc.compiler.frontend.values.values import NONE, SINGLE, Bounded, Dim, NDArray, Num, Ref, Static, Tuple, Value, const
from ppc.compiler.ir.types import BOOL, F64, I64, Scalar

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator


def _parts(ev: Evaluator, value: Value) -> list[NDArray]:
    from ppc.compiler.frontend import conversions

    parts = [arrays.as_array(ev, v) for v in conversions.static_items(ev, value)]
    if not parts:
        raise Unsupported("PPC402", "at least one array is needed here")
    return parts


def axis_of(ev: Evaluator, value: Value, rank: int) -> int | None:
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
    origin = SINGLE if all(arrays.is_single(ev, p) for p in parts) else True
    result = arrays.full(ev, tuple(Dim(n) for n in shape), const({F64: 0.0, I64: 0, BOOL: False}[dtype], origin), dtype)
    at = 0
    for p, s in zip(parts, sizes, strict=True):
        offset = ar.binary("iadd", result.offset, const(at * result.strides[axis]))
        dims = tuple(Dim(n) for n in s)
        array_writes.write_all(ev, NDArray(result.buffer, dtype, dims, result.strides, offset), p)
        at += s[axis]
    return result


def _concatenate_bounded(ev: Evaluator, parts: list[NDArray], dtype: Scalar) -> NDArray:
    from ppc.compiler.frontend.values.values import Buffer
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
    single = all(arrays.is_single(ev, p) for p in parts)
    buffer = ev.allocate(Buffer(dtype, size, None, memory, single))
    return NDArray(buffer, dtype, (Dim(size, ev.hold(start, "length")),), (1,), const(0))


def _side_by_side(ev: Evaluator, parts: list[NDArray], dtype: Scalar) -> NDArray:
    """Matrices of one run-time number of rows along their columns."""
    from ppc.compiler.frontend.values.values import Buffer
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
    single = all(arrays.is_single(ev, p) for p in parts)
    buffer = ev.allocate(Buffer(dtype, rows.size * width, None, memory, single))
    return NDArray(buffer, dtype, (rows, Dim(width)), (width, 1), const(0))


def _concatenate(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    values, axis = arguments(args, kwargs, "arrays axis", {"axis": const(0)}, "np.concatenate")
    rows = _rows(ev, values)
    if rows is not None and len(rows.shape) == 2 and axis_of(ev, axis, 1) in (0, None):
        size, width = rows.shape[0], rows.shape[1].size
        length = None if size.length is None else ev.hold(ar.binary("imul", size.length, const(width)), "length")
        return NDArray(rows.buffer, rows.dtype, (Dim(size.size * width, length),), (1,), rows.offset)
    parts = _parts(ev, values)
    if axis == NONE:
        return concatenate(ev, [ravel(ev, p) for p in parts])
    if not parts[0].shape:
        raise Unsupported("PPC402", "numbers cannot be joined, only arrays", help="use np.array([a, b])")
    return concatenate(ev, parts, axis_of(ev, axis, len(parts[0].shape)) or 0)


def _stack(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    values, axis = arguments(args, kwargs, "arrays axis", {"axis": const(0)}, "np.stack")
    rows = _rows(ev, values)
    if rows is not None and len(rows.shape) == 2:
        return transpose(rows, [1, 0]) if axis_of(ev, axis, 2) else rows
    parts = _parts(ev, values)
    dtype = parts[0].dtype
    for p in parts:
        dtype = ar.join_type(dtype, p.dtype)
    where = axis_of(ev, axis, len(parts[0].shape) + 1) or 0
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


def _rows(ev: Evaluator, value: Value) -> NDArray | None:
    """A list or deque of run-time length, whose items are rows of one length, as an array."""
    from ppc.compiler.frontend import conversions

    value = conversions.present(ev, value)
    content = ev.heap[value.id] if isinstance(value, Ref) else None
    if not isinstance(content, Bounded):
        return None
    rows = arrays.from_bounded(ev, content, None)
    length = rows.shape[0].length
    if length is not None:
        ev.fault("value", ar.compare(ev, "<=", length, const(0)), "at least one array is needed")
    return rows


def _vstack(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    rows = _rows(ev, args[0]) if args else None
    if rows is not None and len(rows.shape) == 2:
        return rows
    return concatenate(ev, [_at_least(ev, p, 2) for p in _parts(ev, args[0])], 0)


def _column_stack(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    parts = [
        NDArray(p.buffer, p.dtype, (p.shape[0], Dim(1)), (p.strides[0], 0), p.offset) if len(p.shape) == 1 else p
        for p in (_at_least(ev, p, 1) for p in _parts(ev, args[0]))
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
    if a.shape and a.shape[0].length is not None and all(d.size == 1 and d.length is None for d in a.shape[1:]):
        return NDArray(a.buffer, a.dtype, a.shape[:1], a.strides[:1], a.offset)  # the rows of np.argwhere of a vector
    return reshape(ev, a, (-1,))


def fortran(order: Value) -> bool:
    """Whether ``order`` asks for the first index to change fastest."""
    return bool(order == Static("F"))


def in_c_order(kwargs: Kwargs, name: str, given: Args = ()) -> None:  # type: ignore[assignment]
    """Refuses orders of elements other than C's."""
    order = kwargs.get("order", given[0] if given else Static("C"))
    if kwargs.keys() - {"order"}:
        raise Unsupported("PPC213", f"{name}: the argument '{min(kwargs.keys() - {'order'})}' is not supported")
    if order not in (Static("C"), Static("A"), Static("K"), NONE):
        raise Unsupported(
            "PPC213", f"{name}: elements in another order than 'C' are not supported", help="transpose first: x.T"
        )


def _reshape_method(ev: Evaluator, base: NDArray, args: Args, kwargs: Kwargs) -> Value:
    from ppc.compiler.frontend import conversions

    rest = dict(kwargs)
    named = [rest.pop(k) for k in ("shape", "newshape") if k in rest]
    first_fastest = fortran(rest.get("order", NONE))
    if not first_fastest:
        in_c_order(rest, "reshape")
    args = args or named
    if not args:
        raise Unsupported("PPC213", "reshape misses its argument 'shape'")
    shape = args[0] if len(args) == 1 else Tuple(tuple(args))

    sizes = (
        (ar.static_int(ev, shape, "a size"),)
        if isinstance(shape, Num)
        else tuple(ar.static_int(ev, n, "a size") for n in conversions.static_items(ev, shape))
    )
    if first_fastest:
        turned = reshape(ev, _turned(base), sizes[::-1])
        return _turned(turned)
    return reshape(ev, base, sizes)


def _turned(a: NDArray) -> NDArray:
    return NDArray(a.buffer, a.dtype, a.shape[::-1], a.strides[::-1], a.offset)


def _transpose_method(ev: Evaluator, base: NDArray, args: Args, kwargs: Kwargs) -> Value:
    from ppc.compiler.frontend import conversions

    listed = args or ([kwargs["axes"]] if "axes" in kwargs else [])
    if len(listed) == 1 and not isinstance(listed[0], Num):
        listed = [] if listed[0] == NONE else conversions.static_items(ev, listed[0])
    if not listed:
        return transpose(base, list(range(len(base.shape)))[::-1])
    order = [axis_of(ev, v, len(base.shape)) or 0 for v in listed]
    if sorted(order) != list(range(len(base.shape))):
        raise Unsupported("PPC402", "transpose takes each axis once")
    return transpose(base, order)


def _of_array(method: Callable[..., Value], name: str) -> Callable[..., Value]:
    """A method as a function of ``np``."""

    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        if not args:
            raise Unsupported("PPC213", f"np.{name} misses its argument 'a'")
        return method(ev, arrays.as_array(ev, args[0]), args[1:], kwargs)

    return run


def _ravel_method(ev: Evaluator, base: NDArray, args: Args, kwargs: Kwargs) -> Value:
    return raveled(ev, base, args, kwargs, "ravel")


def raveled(ev: Evaluator, base: NDArray, args: Args, kwargs: Kwargs, name: str) -> NDArray:
    """All elements in a row, in the order that is asked for."""
    if fortran(kwargs.get("order", args[0] if args else NONE)):
        return ravel(ev, _turned(base))
    in_c_order(kwargs, name, args)
    return ravel(ev, base)


FUNCTIONS: dict[str, Callable[..., Value]] = {
    "concatenate": _concatenate, "stack": _stack, "hstack": _hstack, "vstack": _vstack, "column_stack": _column_stack,
    "append": _append,
    "ravel": _of_array(_ravel_method, "ravel"), "reshape": _of_array(_reshape_method, "reshape"),
    "transpose": _of_array(_transpose_method, "transpose"),
}  # fmt: skip
METHODS: dict[str, Callable[..., Value]] = {
    "reshape": _reshape_method, "transpose": _transpose_method, "ravel": _ravel_method,
}  # fmt: skip
