"""NumPy as policies may use it: ``np.name``, ``np.linalg.name`` and array methods, gathered from the files by subject."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from ppc.compiler.frontend import attributes
from ppc.compiler.frontend.errors import Unsupported
from ppc.compiler.frontend.library import (
    numpy_compositions,
    numpy_creation,
    numpy_dtypes,
    numpy_elementwise,
    numpy_grids,
    numpy_linalg,
    numpy_methods,
    numpy_pieces,
    numpy_polynomials,
    numpy_rearranging,
    numpy_reductions,
    numpy_searching,
    numpy_shaping,
)
from ppc.compiler.frontend.library.arguments import Args, Kwargs
from ppc.compiler.frontend.values import arrays
from ppc.compiler.frontend.values.values import NONE, Builtin, Module, Num, Value, const

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator

_FUNCTIONS: dict[str, Callable[..., Value]] = {
    **numpy_elementwise.FUNCTIONS,
    **numpy_creation.FUNCTIONS,
    **numpy_shaping.FUNCTIONS,
    **numpy_reductions.FUNCTIONS,
    **numpy_searching.FUNCTIONS,
    **numpy_linalg.FUNCTIONS,
    **numpy_polynomials.FUNCTIONS,
    **numpy_rearranging.FUNCTIONS,
    **numpy_pieces.FUNCTIONS,
    **numpy_compositions.FUNCTIONS,
    "concat": numpy_shaping.FUNCTIONS["concatenate"],
    "permute_dims": numpy_shaping.FUNCTIONS["transpose"],
    "pow": numpy_elementwise.FUNCTIONS["power"],
    "ascontiguousarray": numpy_creation.FUNCTIONS["asarray"],
    **numpy_grids.FUNCTIONS,
    "ndim": lambda ev, args, kwargs: const(0) if isinstance(args[0], Num) else const(len(arrays.as_array(ev, args[0]).shape)),
    "size": lambda ev, args, kwargs: attributes.get(ev, arrays.as_array(ev, args[0]), "size"),
    "shape": lambda ev, args, kwargs: attributes.get(ev, arrays.as_array(ev, args[0]), "shape"),
    "isscalar": lambda ev, args, kwargs: const(isinstance(args[0], Num)),
}
_CONSTANTS: dict[str, Value] = {
    "pi": const(math.pi), "e": const(math.e), "inf": const(math.inf), "nan": const(math.nan), "newaxis": NONE,
    "r_": Module("numpy.r_"), "c_": Module("numpy.c_"), "s_": Module("numpy.s_"),
    "mgrid": Module("numpy.mgrid"), "ogrid": Module("numpy.ogrid"),
}  # fmt: skip
LINALG = numpy_linalg.LINALG
UFUNC_METHODS = {
    "accumulate": numpy_reductions.ACCUMULATE,
    "reduce": numpy_reductions.REDUCE,
    "outer": {**numpy_compositions.OUTER, **numpy_linalg.OUTER},
    "at": numpy_compositions.AT,
}
METHODS = numpy_methods.METHODS
SCALAR_METHODS = numpy_methods.SCALAR_METHODS


def attribute(name: str) -> Value | None:
    """``np.name``."""
    if name in _CONSTANTS:
        return _CONSTANTS[name]
    if name in numpy_dtypes.TYPES:
        return numpy_dtypes.TYPES[name]
    function = _FUNCTIONS.get(name)
    return Builtin(f"numpy.{name}", _with_arguments(name, function)) if function is not None else None


def _with_arguments(name: str, function: Callable[..., Value]) -> Callable[..., Value]:
    """Every function of NumPy's takes at least one argument."""

    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        if not args and not kwargs:
            raise Unsupported("PPC213", f"np.{name} misses its arguments")
        return function(ev, args, kwargs)

    return run


def names() -> list[str]:
    """What ``np`` has."""
    return [*_FUNCTIONS, *_CONSTANTS, *numpy_dtypes.TYPES]
