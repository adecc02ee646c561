"""Polynomials: ``polyfit``, ``polyval``, ``poly1d``."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend.library import functional_library, numerics_library
from ppc.compiler.frontend.library.arguments import Args, Kwargs, arguments
from ppc.compiler.frontend.values import arrays
from ppc.compiler.frontend.values.values import Builtin, NDArray, Num, Observation, Value
from ppc.compiler.ir.types import F64

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator

_FILE = "polynomials"


def _polyval(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    p, x = arguments(args, kwargs, "p x", of="np.polyval")
    coefficients = arrays.as_array(ev, p, F64)
    at = x if isinstance(x, Num) else arrays.as_array(ev, x, F64)
    if isinstance(at, Num):
        at = ev.hold(ar.as_numpy(ar.to_f64(ev, at)), "x")
    return numerics_library.call_in(ev, _FILE, "polyval", [coefficients, at])


def _polyfit(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    x, y, deg = arguments(args, kwargs, "x y deg", of="np.polyfit")
    ar.static_int(ev, deg, "the degree")
    data = [arrays.as_array(ev, v, F64) for v in (x, y)]
    return numerics_library.call_in(ev, _FILE, "polyfit", [*data, deg])


def _poly1d(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    (c,) = arguments(args, kwargs, "c", of="np.poly1d")
    coefficients = arrays.copy(ev, arrays.as_array(ev, c, F64))
    return functional_library.partial(ev, [Builtin("numpy.polyval", _polyval), coefficients], {})


def gradient(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    """Central differences, one-sided at the ends, for samples one (or ``args[1]``) apart."""
    from ppc.compiler.frontend import conversions
    from ppc.compiler.frontend.errors import Unsupported
    from ppc.compiler.frontend.values.values import const

    if kwargs or not args:
        raise Unsupported(
            "PPC213", "np.gradient takes a vector and a spacing here, no named arguments", help="np.gradient(y, h)"
        )
    y, *spacing = args
    vector = arrays.as_array(ev, y, F64)
    if len(vector.shape) != 1 or len(spacing) > 1 or (spacing and isinstance(spacing[0], NDArray | Observation)):
        raise Unsupported("PPC402", "np.gradient takes a vector of two or more numbers and one spacing")
    dim = vector.shape[0]
    h = ev.hold(ar.as_numpy(ar.to_f64(ev, conversions.as_number(ev, spacing[0]))), "h") if spacing else const(1.0, True)
    last = ev.hold(ar.binary("isub", dim.length if dim.length is not None else const(dim.size), const(1)), "last")
    ev.fault("value", ar.compare(ev, "<", last, const(1)), "np.gradient needs two numbers or more")

    def slope(index: list[Num]) -> Num:
        i = index[0]
        low = ar.maximum(ev, const(0), ar.binary("isub", i, const(1)))
        high = ar.minimum(ev, last, ar.binary("iadd", i, const(1)))
        low, high = (v if v.constant else ev.hold(v, "at") for v in (low, high))
        width = ar.binary("fmul", ar.to_f64(ev, ar.binary("isub", high, low)), h)
        a, b = (arrays.element_at(ev, vector, [v]) for v in (low, high))
        return ev.hold(ar.binary("fdiv", ar.binary("fsub", b, a), width), "slope")

    return arrays.build(ev, F64, (dim,), slope, "slopes")


FUNCTIONS: dict[str, Callable[..., Value]] = {
    "polyval": _polyval, "polyfit": _polyfit, "poly1d": _poly1d, "gradient": gradient,
}  # fmt: skip
