"""Arrays in another order or number: ``roll``, ``flip``, ``tile``, ``repeat``, ``delete``, ``block`` …"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend.errors import Unsupported
from ppc.compiler.frontend.library import numpy_creation
from ppc.compiler.frontend.library.arguments import Args, Kwargs, arguments
from ppc.compiler.frontend.library.numpy_axes import as_index, axes_of
from ppc.compiler.frontend.library.numpy_shaping import FUNCTIONS as SHAPING
from ppc.compiler.frontend.library.numpy_shaping import axis_of, concatenate, ravel, reshape, transpose
from ppc.compiler.frontend.values import arrays
from ppc.compiler.frontend.values.values import NONE, Dim, NDArray, Num, Observation, Slice, Tuple, Value, const
from ppc.compiler.ir.types import BOOL, F64, I64

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator


def _array(ev: Evaluator, value: Value) -> NDArray:
    return arrays.as_array(ev, value)


def _along(ev: Evaluator, a: NDArray, axis: int, size: int, source: Callable[[Num], Num]) -> NDArray:
    """An array of ``size`` along ``axis`` whose index there is ``source`` of the new one."""
    dims = (*a.shape[:axis], Dim(size), *a.shape[axis + 1 :])

    def element(index: list[Num]) -> Num:
        return arrays.element_at(ev, a, [*index[:axis], source(index[axis]), *index[axis + 1 :]])

    return arrays.build(ev, a.dtype, dims, element, "rearranged")


def _roll(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    from ppc.compiler.frontend import conversions

    x, shift, axis = arguments(args, kwargs, "a shift axis", {"axis": NONE}, "np.roll")
    a = _array(ev, x)
    axes = axes_of(ev, axis, len(a.shape))
    sizes = arrays.static_sizes(a)
    if axes is not None and (len(axes) != 1 or not isinstance(shift, Num)):
        shifts = [shift] * len(axes) if isinstance(shift, Num) else conversions.static_items(ev, shift)
        if len(shifts) != len(axes):
            raise Unsupported("PPC402", "np.roll takes a shift for each axis")
        for one, along in zip(shifts, axes, strict=True):
            a = _rolled(ev, a, along, conversions.as_number(ev, one))
        return a
    where = None if axes is None else axes[0]
    if where is None:
        flat = ravel(ev, a)
        return reshape(ev, _rolled(ev, flat, 0, conversions.as_number(ev, shift)), sizes)
    return _rolled(ev, a, where, conversions.as_number(ev, shift))


def _rolled(ev: Evaluator, a: NDArray, axis: int, shift: Num) -> NDArray:
    n = arrays.static_sizes(a)[axis]
    if n == 0:
        return a
    if shift.type is F64:
        raise Unsupported("PPC204", "the shift of np.roll must be an integer, this is a float", help="write int(...) around it")
    back = ev.hold(ar.binary("imod", ar.negate(ar.to_i64(shift)), const(n)), "shift")

    def source(i: Num) -> Num:
        at = ar.binary("imod", ar.binary("iadd", i, back), const(n))
        if not at.constant:
            at = ev.hold(at, "from")
            ev.ranges[at.expr.variable.name] = (0, n - 1)  # type: ignore[union-attr]
        return at

    return _along(ev, a, axis, n, source)


def _flip(default: int | None) -> Callable[..., Value]:
    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        x, axis = arguments(args, kwargs, "m axis", {"axis": NONE if default is None else const(default)}, "np.flip")
        a = _array(ev, x)
        where = axis_of(ev, axis, len(a.shape))
        for k in range(len(a.shape)) if where is None else (where,):
            last = const(arrays.static_sizes(a)[k] - 1)
            a = _along(ev, a, k, a.shape[k].size, lambda i, last=last: ar.binary("isub", last, i))  # type: ignore[misc]
        return a

    return run


def _tile(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    from ppc.compiler.frontend import conversions

    x, reps = arguments(args, kwargs, "A reps", of="np.tile")
    a = _array(ev, x)
    listed = [reps] if isinstance(reps, Num) else conversions.static_items(ev, reps)
    counts = [ar.static_int(ev, r, "the number of repetitions") for r in listed]
    while len(a.shape) < max(len(counts), 1):
        a = NDArray(a.buffer, a.dtype, (Dim(1), *a.shape), (0, *a.strides), a.offset)
    counts = [1] * (len(a.shape) - len(counts)) + counts
    for axis, n in enumerate(counts):
        if n != 1:
            a = concatenate(ev, [a] * n, axis) if n > 0 else _along(ev, a, axis, 0, lambda i: i)
    return a


def _repeat(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    x, repeats, axis = arguments(args, kwargs, "a repeats axis", {"axis": NONE}, "np.repeat")
    a = _array(ev, x)
    n = ar.static_int(ev, repeats, "the number of repetitions")
    where = axis_of(ev, axis, len(a.shape))
    if where is None:
        a, where = ravel(ev, a), 0
    size = arrays.static_sizes(a)[where] * n
    return _along(ev, a, where, size, lambda i: ar.binary("idiv", i, const(n)))


def _delete(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    x, obj, axis = arguments(args, kwargs, "arr obj axis", {"axis": NONE}, "np.delete")
    a = _array(ev, x)
    where = axis_of(ev, axis, len(a.shape))
    if where is None:
        a, where = ravel(ev, a), 0
    n = arrays.static_sizes(a)[where]
    at = arrays.checked_index(ev, as_index(ev, obj, "the position"), n)
    return _along(ev, a, where, n - 1, lambda i: _held(ev, _skip(ev, i, at, 1), n))


def _skip(ev: Evaluator, i: Num, at: Num, step: int) -> Num:
    """``i``, moved by ``step`` from position ``at`` on."""
    return ar.select(ar.compare(ev, ">=", i, at), ar.binary("iadd", i, const(step)), i)


def _held(ev: Evaluator, at: Num, size: int) -> Num:
    if at.constant:
        return at
    at = ev.hold(at, "from")
    ev.ranges[at.expr.variable.name] = (0, max(size - 1, 0))  # type: ignore[union-attr]
    return at


def _insert(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    x, obj, value = arguments(args, kwargs, "arr obj values", of="np.insert")
    a = ravel(ev, _array(ev, x))
    at = ar.static_int(ev, obj, "the position")
    n = arrays.static_size(a)
    at = at + n if at < 0 else at
    items = arrays.elements(ev, a)
    new = [value] if isinstance(value, Num) else arrays.elements(ev, _array(ev, value))
    items[at:at] = [ar.coerce(ev, v, a.dtype) for v in new]
    return arrays.from_elements(ev, a.dtype, (len(items),), items)


def _squeeze(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    x, axis = arguments(args, kwargs, "a axis", {"axis": NONE}, "np.squeeze")
    a = _array(ev, x)
    where = axis_of(ev, axis, len(a.shape))
    keep = [k for k, d in enumerate(a.shape) if d.size != 1 or d.length is not None or where not in (None, k)]
    return NDArray(a.buffer, a.dtype, tuple(a.shape[k] for k in keep), tuple(a.strides[k] for k in keep), a.offset)


def _expand_dims(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    x, axis = arguments(args, kwargs, "a axis", of="np.expand_dims")
    a = _array(ev, x)
    k = axis_of(ev, axis, len(a.shape) + 1) or 0
    return NDArray(a.buffer, a.dtype, (*a.shape[:k], Dim(1), *a.shape[k:]), (*a.strides[:k], 0, *a.strides[k:]), a.offset)


def _swapaxes(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    x, first, second = arguments(args, kwargs, "a axis1 axis2", of="np.swapaxes")
    a = _array(ev, x)
    i, j = (axis_of(ev, v, len(a.shape)) or 0 for v in (first, second))
    order = list(range(len(a.shape)))
    order[i], order[j] = j, i
    return transpose(a, order)


def _at_least(rank: int) -> Callable[..., Value]:
    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        a = _array(ev, args[0])
        while len(a.shape) < rank:
            a = NDArray(a.buffer, a.dtype, (Dim(1), *a.shape), (0, *a.strides), a.offset)
        return a

    return run


def _block(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    """Rows of blocks, side by side and then one below the other."""
    from ppc.compiler.frontend import conversions

    rows = conversions.static_items(ev, args[0])
    if all(isinstance(r, Num | NDArray | Observation) for r in rows):
        return SHAPING["hstack"](ev, [args[0]], {})
    return SHAPING["vstack"](ev, [Tuple(tuple(SHAPING["hstack"](ev, [_rows(ev, r)], {}) for r in rows))], {})


def _rows(ev: Evaluator, row: Value) -> Value:
    from ppc.compiler.frontend import conversions

    parts = [_at_least(2)(ev, [p], {}) for p in conversions.static_items(ev, row)]
    return Tuple(tuple(parts))


def _stepping(ev: Evaluator, part: Slice) -> Value:
    """``a:b:c`` in ``np.r_``: the numbers from a to b."""
    if part.stop == NONE:
        raise Unsupported("PPC402", "a slice in np.r_ needs an end", help="use np.arange")
    start = const(0) if part.start == NONE else part.start
    step = const(1) if part.step == NONE else part.step
    return numpy_creation.FUNCTIONS["arange"](ev, [start, part.stop, step], {})


def row_join(ev: Evaluator, index: Value, columns: bool) -> NDArray:
    """``np.r_[a, b]`` and ``np.c_[a, b]``."""
    items = index.items if isinstance(index, Tuple) else (index,)
    parts = [_at_least(1)(ev, [_stepping(ev, i) if isinstance(i, Slice) else i], {}) for i in items]
    found: NDArray = SHAPING["column_stack" if columns else "concatenate"](ev, [Tuple(tuple(parts))], {})
    return found


def _triangle(upper: bool) -> Callable[..., Value]:
    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        x, k = arguments(args, kwargs, "m k", {"k": const(0)}, "np.triu" if upper else "np.tril")
        a = _array(ev, x)
        if len(a.shape) != 2:
            raise Unsupported("PPC402", "np.triu and np.tril take a matrix")
        zero = const({F64: 0.0, I64: 0, BOOL: False}[a.dtype], True)
        shift = ev.hold(as_index(ev, k, "k"), "k")

        def element(index: list[Num]) -> Num:
            beyond = ar.compare(ev, ">=" if upper else "<=", ar.binary("isub", index[1], index[0]), shift)
            return ar.select(beyond, arrays.element_at(ev, a, index), zero)

        return arrays.build(ev, a.dtype, a.shape, element, "triangle")

    return run


def _kron(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    a, b = (_at_least(2)(ev, [v], {}) for v in arguments(args, kwargs, "a b", of="np.kron"))
    (p, q), (r, s) = arrays.static_sizes(a), arrays.static_sizes(b)

    def element(index: list[Num]) -> Num:
        i, j = index
        x = arrays.element_at(ev, a, [ar.binary("idiv", i, const(r)), ar.binary("idiv", j, const(s))])
        y = arrays.element_at(ev, b, [ar.binary("imod", i, const(r)), ar.binary("imod", j, const(s))])
        return ar.arithmetic(ev, "*", x, y)

    return arrays.build(ev, ar.join_type(a.dtype, b.dtype), (Dim(p * r), Dim(q * s)), element, "kron")


FUNCTIONS: dict[str, Callable[..., Value]] = {
    "roll": _roll, "flip": _flip(None), "flipud": _flip(0), "fliplr": _flip(1), "tile": _tile, "repeat": _repeat,
    "delete": _delete, "insert": _insert, "squeeze": _squeeze, "expand_dims": _expand_dims, "swapaxes": _swapaxes,
    "atleast_1d": _at_least(1), "atleast_2d": _at_least(2), "block": _block, "triu": _triangle(True), "tril": _triangle(False),
    "kron": _kron,
}  # fmt: skip
