"""What reductions have in common: several axes, ``keepdims``, ``dtype`` and ``initial``; and the ``out`` of ufuncs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend.errors import NeedsStatic, Unsupported
from ppc.compiler.frontend.library.arguments import Args, Kwargs
from ppc.compiler.frontend.library.numpy_dtypes import cast, dtype_of
from ppc.compiler.frontend.library.numpy_shaping import axis_of, concatenate, ravel, reshape, transpose
from ppc.compiler.frontend.values import array_writes, arrays
from ppc.compiler.frontend.values.values import (
    NONE,
    Dim,
    ListObject,
    NDArray,
    Num,
    Observation,
    Ref,
    Tuple,
    Value,
    const,
)
from ppc.compiler.ir.types import F64, I64

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator


def axes_of(ev: Evaluator, value: Value, rank: int) -> tuple[int, ...] | None:
    """The axes that an axis argument names, a number or several; None for all."""
    from ppc.compiler.frontend import conversions

    listed = isinstance(value, Tuple) or (isinstance(value, Ref) and isinstance(ev.heap[value.id], ListObject))
    given = conversions.static_items(ev, value) if listed else [value]
    found = [axis_of(ev, v, rank) for v in given]
    axes = tuple(a for a in found if a is not None)
    if len(set(axes)) != len(axes):
        raise Unsupported("PPC402", "an axis is named twice")
    return axes if listed or axes else None


def flag(value: Value | None, what: str) -> bool:
    """A bool that is known, such as ``keepdims=True``."""
    if value is None or value == NONE:
        return False
    if not isinstance(value, Num) or value.static is None:
        raise NeedsStatic("PPC301", f"{what} must be known when the policy is compiled")
    return bool(value.static)


def reducing(function: Callable[..., Value], name: str, place: int = 1) -> Callable[..., Value]:
    """A reduction over one axis or all (argument ``place``), made one over several, that keeps dimensions if it shall."""

    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        named = kwargs.keys() & {"keepdims", "dtype", "initial"}
        axis = args[place] if len(args) > place else kwargs.get("axis", NONE)
        if not named and (axis == NONE or isinstance(axis, Num)):
            return function(ev, args, kwargs)
        if not args:
            raise Unsupported("PPC213", f"np.{name} misses its argument 'a'")
        rest = {k: v for k, v in kwargs.items() if k not in (*named, "axis")}
        array = arrays.as_array(ev, args[0])
        if "dtype" in named:
            array = _retyped(ev, array, kwargs["dtype"])
        axes = axes_of(ev, axis, len(array.shape))
        others = [array, *args[1:place], *args[place + 1 :]]
        whole = axes is None or len(axes) == len(array.shape)
        result: Value
        if "initial" in named:
            if not whole:
                raise Unsupported("PPC213", f"np.{name} with both 'axis' and 'initial' is not supported")
            first = arrays.as_array(ev, kwargs["initial"], None)
            others[0] = concatenate(ev, [reshape(ev, first, (1,)), ravel(ev, array)])
            if arrays.is_single(ev, array) or first.dtype is not array.dtype:
                others[0] = cast(ev, arrays.astype(ev, others[0], array.dtype), _name_of(ev, array))
        if whole:
            result = function(ev, others, rest)
        elif axes:
            one, at = _merged(ev, array, axes) if len(axes) > 1 else (array, axes[0])
            result = function(ev, [one, *others[1:]], {**rest, "axis": const(at)})
        else:
            raise Unsupported("PPC402", f"np.{name} over no axis at all")
        if flag(kwargs.get("keepdims"), "keepdims"):
            return _kept(ev, result, axes if axes is not None else tuple(range(len(array.shape))))
        return result

    return run


def _name_of(ev: Evaluator, array: NDArray) -> Value:
    from ppc.compiler.frontend.library.numpy_dtypes import NAMES
    from ppc.compiler.frontend.values.values import Static

    return Static("float32" if arrays.is_single(ev, array) else NAMES[array.dtype])


def _retyped(ev: Evaluator, array: NDArray, dtype: Value) -> NDArray:
    kind = dtype_of(dtype)
    return array if kind is None else cast(ev, arrays.astype(ev, array, kind) if kind is not array.dtype else array, dtype)


def _merged(ev: Evaluator, a: NDArray, axes: tuple[int, ...]) -> tuple[NDArray, int]:
    """The array with ``axes`` as one, the last: their elements in C order."""
    kept = [k for k in range(len(a.shape)) if k not in axes]
    moved = transpose(a, [*kept, *sorted(axes)])
    sizes = arrays.static_sizes(moved)[: len(kept)]
    return reshape(ev, moved, (*sizes, arrays.static_size(a) // max(arrays.total(sizes), 1))), len(kept)


def _kept(ev: Evaluator, value: Value, axes: tuple[int, ...]) -> Value:
    """The result of a reduction with dimensions of one element in place of ``axes``."""
    a = arrays.as_array(ev, value)
    shape, strides = list(a.shape), list(a.strides)
    for k in sorted(axes):
        shape.insert(k, Dim(1))
        strides.insert(k, 0)
    return NDArray(a.buffer, a.dtype, tuple(shape), tuple(strides), a.offset)


def with_out(function: Callable[..., Value], name: str) -> Callable[..., Value]:
    """An elementwise function that also writes its result into ``out``, all of it or what ``where`` says."""

    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        if "out" not in kwargs and "where" not in kwargs:
            return function(ev, args, kwargs)
        out, mask = kwargs.get("out", NONE), kwargs.get("where")
        result = function(ev, args, {k: v for k, v in kwargs.items() if k not in ("out", "where")})
        if out == NONE:
            if mask is not None:
                raise Unsupported(
                    "PPC213", f"np.{name} with 'where' and no 'out' leaves numbers undefined", help="use np.where"
                )
            return result
        if not isinstance(out, NDArray):
            raise Unsupported(
                "PPC213", "the argument 'out' must be an array of the policy", help="assign the result: x = np.f(x)"
            )
        kind = result.dtype if isinstance(result, NDArray) else result.type if isinstance(result, Num) else F64
        if ar.join_type(kind, out.dtype) is not out.dtype:
            raise Unsupported("PPC402", "the array 'out' cannot hold results of this type", help="make it an array of float")
        if isinstance(result, NDArray) and len(result.shape) > len(out.shape):
            raise Unsupported("PPC402", "the array 'out' has another shape than the result")
        if mask is not None:
            from ppc.compiler.frontend.library import numpy_searching

            result = numpy_searching.FUNCTIONS["where"](ev, [mask, result, out], {})
        array_writes.write_all(ev, out, result)
        return out

    return run


def as_index(ev: Evaluator, value: Value, what: str) -> Num:
    """A run-time integer."""
    from ppc.compiler.frontend import conversions

    number = conversions.as_number(ev, value)
    if number.type is F64:
        raise Unsupported("PPC204", f"{what} must be an integer, this is a float", help="write int(...) around it")
    return ar.to_i64(number) if number.type is not I64 else number


def plain(value: Value) -> Value:
    """The observation as the array that it is."""
    return value.array if isinstance(value, Observation) else value
