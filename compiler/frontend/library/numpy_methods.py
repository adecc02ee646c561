"""Methods of arrays and of NumPy's scalars."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING

from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend.errors import Unsupported
from ppc.compiler.frontend.iteration import Lazy, sequence
from ppc.compiler.frontend.library import (
    math_integers,
    numpy_compositions,
    numpy_creation,
    numpy_elementwise,
    numpy_linalg,
    numpy_rearranging,
    numpy_reductions,
    numpy_searching,
    numpy_shaping,
)
from ppc.compiler.frontend.library.arguments import Args, Kwargs, arguments
from ppc.compiler.frontend.library.numpy_dtypes import cast_number, dtype_of, is_single
from ppc.compiler.frontend.library.numpy_searching import nonzero_of_axes
from ppc.compiler.frontend.library.numpy_shaping import ravel, raveled
from ppc.compiler.frontend.values import array_writes, arrays
from ppc.compiler.frontend.values.values import NONE, ListObject, NDArray, Num, Tuple, Value, const
from ppc.compiler.ir.types import F64

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator


def _as_method(function: Callable[..., Value]) -> Callable[..., Value]:
    return lambda ev, base, args, kwargs: function(ev, [base, *args], kwargs)


def _copy(ev: Evaluator, base: NDArray, args: Args, kwargs: Kwargs) -> Value:
    return arrays.copy(ev, base)


def _astype(ev: Evaluator, base: Value, args: Args, kwargs: Kwargs) -> Value:
    rest = {k: v for k, v in kwargs.items() if k != "copy"}
    (dtype,) = arguments(args, rest, "dtype", of="astype")
    if isinstance(base, Num):
        return cast_number(ev, base, dtype)
    if is_single(dtype):
        return arrays.single(ev, base)
    return arrays.astype(ev, base, dtype_of(dtype) or F64)


def _tolist(ev: Evaluator, base: NDArray, args: Args, kwargs: Kwargs) -> Value:
    if base.shape and base.shape[0].length is not None:
        from ppc.compiler.frontend.library import builtins_

        items = sequence(ev, base)

        def row(i: Num) -> Value:
            item = items.item(i)
            return _tolist(ev, item, [], {}) if isinstance(item, NDArray) else _item(ev, item, [], {})

        return builtins_.BUILTINS["list"].call(ev, [Lazy(dataclasses.replace(items, item=row))], {})
    if len(base.shape) != 1:
        rows = arrays.static_sizes(base)[0]
        return ev.allocate(ListObject(tuple(_tolist(ev, arrays.item(ev, base, [const(i)]), [], {}) for i in range(rows))))
    return ev.allocate(ListObject(tuple(ar.as_python(e) for e in arrays.elements(ev, base))))


def _item(ev: Evaluator, base: Value, args: Args, kwargs: Kwargs) -> Value:
    if isinstance(base, Num):
        return ar.as_python(base)
    from ppc.compiler.frontend import conversions, subscripts

    if args and not (len(args) == 1 and isinstance(args[0], Num)):
        index = args[0] if len(args) == 1 else Tuple(tuple(args))
        return ar.as_python(conversions.as_number(ev, subscripts.get_array(ev, base, index)))
    if args:
        return ar.as_python(conversions.as_number(ev, subscripts.get_array(ev, ravel(ev, base), args[0])))
    if arrays.static_size(base) != 1:
        raise Unsupported("PPC402", "item() without an index takes an array of one element", help="take one, e.g. x[0]")
    return ar.as_python(arrays.elements(ev, base)[0])


def _fill_method(ev: Evaluator, base: NDArray, args: Args, kwargs: Kwargs) -> Value:
    (value,) = arguments(args, kwargs, "value", of="fill")
    array_writes.write_all(ev, base, value)
    return NONE


def _flatten(ev: Evaluator, base: NDArray, args: Args, kwargs: Kwargs) -> Value:
    return raveled(ev, arrays.copy(ev, base), args, kwargs, "flatten")


def _sort(ev: Evaluator, base: NDArray, args: Args, kwargs: Kwargs) -> Value:
    array_writes.write_all(ev, base, _FUNCTIONS["sort"](ev, [base, *args], kwargs))
    return NONE


def _diagonal(ev: Evaluator, base: NDArray, args: Args, kwargs: Kwargs) -> Value:
    if args or kwargs or len(base.shape) != 2:
        raise Unsupported("PPC213", "diagonal() is of a matrix, and takes no arguments here")
    return numpy_creation.FUNCTIONS["diag"](ev, [base], {})


_AS_METHODS = (
    *("sum", "prod", "max", "min", "any", "all", "mean", "var", "std", "argmax", "argmin", "cumsum", "cumprod", "dot"),
    *("trace", "argsort", "clip", "round"),
)
_FUNCTIONS = {
    **numpy_elementwise.FUNCTIONS,
    **numpy_linalg.FUNCTIONS,
    **numpy_reductions.FUNCTIONS,
    **numpy_searching.FUNCTIONS,
}
METHODS: dict[str, Callable[..., Value]] = {
    **{n: _as_method(_FUNCTIONS[n]) for n in _AS_METHODS},
    **numpy_shaping.METHODS,
    "copy": _copy, "astype": _astype, "tolist": _tolist, "item": _item, "fill": _fill_method,
    "searchsorted": _as_method(_FUNCTIONS["searchsorted"]), "squeeze": _as_method(numpy_rearranging.FUNCTIONS["squeeze"]),
    "repeat": _as_method(numpy_rearranging.FUNCTIONS["repeat"]), "take": _as_method(numpy_compositions.FUNCTIONS["take"]),
    "swapaxes": _as_method(numpy_rearranging.FUNCTIONS["swapaxes"]), "ptp": _as_method(_FUNCTIONS["ptp"]), "sort": _sort,
    "diagonal": _diagonal,
    "flatten": _flatten, "nonzero": lambda ev, base, args, kwargs: Tuple(tuple(nonzero_of_axes(ev, base))),
}  # fmt: skip
SCALAR_METHODS: dict[str, Callable[..., Value]] = {
    "item": _item,
    "astype": _astype,
    "clip": _as_method(_FUNCTIONS["clip"]),
    "copy": lambda ev, base, args, kwargs: base,
    "bit_count": math_integers.bit_count,
    "is_integer": lambda ev, base, args, kwargs: ar.binary("feq", ar.unary("floor", ev.hold(base, "x")), base),
}
