"""NumPy's elementwise functions (ufuncs), ``clip``, ``round`` and ``interp``. Nothing raises: NumPy answers NaN."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend.errors import Unsupported
from ppc.compiler.frontend.library import math_library
from ppc.compiler.frontend.library.arguments import Args, Kwargs, arguments
from ppc.compiler.frontend.library.numpy_axes import with_out
from ppc.compiler.frontend.values import array_folds, arrays
from ppc.compiler.frontend.values.values import NONE, Dim, Num, Optional, Value, const
from ppc.compiler.ir.types import BOOL, F64

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator


def apply(ev: Evaluator, function: Callable[..., Num], *values: Value) -> Value:
    operands = [arrays.operand(ev, v) for v in values]
    return arrays.elementwise(ev, lambda *xs: ar.as_numpy(function(*xs)), *operands)


def _float_unary(name: str) -> Callable[..., Value]:
    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        (x,) = arguments(args, kwargs, "x", of=f"np.{name}")
        return apply(ev, lambda v: ar.call(ev, name, ev.hold(ar.to_f64(ev, v), "x")), x)

    return run


def _elementary(name: str, function: str, arity: int) -> Callable[..., Value]:
    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        values = arguments(args, kwargs, " ".join("abc"[:arity]), of=f"np.{name}")
        return apply(ev, lambda *xs: ar.call(ev, function, *(ev.hold(ar.to_f64(ev, x), "x") for x in xs)), *values)

    return run


def _primitive(name: str, op: str) -> Callable[..., Value]:
    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        (x,) = arguments(args, kwargs, "x", of=f"np.{name}")

        def one(v: Num) -> Num:
            if v.type is not F64 and op in ("floor", "ceil", "trunc", "rint"):
                return v if op != "rint" else ar.to_f64(ev, v)
            return ar.unary(op, ar.to_f64(ev, v))

        return apply(ev, one, x)

    return run


@dataclass(frozen=True)
class _Plain:
    """A function of numbers alone, with the names of its arguments."""

    names: str
    function: Callable[..., Num]

    def called(self, name: str) -> Callable[..., Value]:
        def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
            values = arguments(args, kwargs, self.names, of=f"np.{name}")
            return apply(ev, lambda *xs: self.function(ev, *xs), *values)

        return run


def _abs(ev: Evaluator, x: Num) -> Num:
    return x if x.type is BOOL else ar.absolute(ev, x)


def _clip(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    renamed = {{"min": "a_min", "max": "a_max"}.get(k, k): v for k, v in kwargs.items()}
    x, low, high = arguments(args, renamed, "a a_min a_max", {"a_min": NONE, "a_max": NONE}, "np.clip")
    return _clipped(ev, x, low, high)


def _clipped(ev: Evaluator, x: Value, low: Value, high: Value) -> Value:
    for bound in (low, high):
        if isinstance(bound, Optional):  # no bound where it is None at run time
            given = ev.hold(bound.present, "given")
            ways = [[part if b is bound else b for b in (low, high)] for part in (bound.value, NONE)]
            results = [_clipped(ev, x, *way) for way in ways]
            return apply(ev, lambda a, b, given=given: ar.select(given, *ar.pair(ev, a, b, BOOL)[:2]), *results)
    bounds = [v for v in (low, high) if v != NONE]
    scalars = isinstance(low, Num) and isinstance(high, Num)

    def one(v: Num, *limits: Num) -> Num:
        rest = list(limits)
        lo = rest.pop(0) if low != NONE else None
        hi = rest.pop(0) if high != NONE else None
        return ar.clip(ev, v, lo, hi, scalars)

    return apply(ev, one, x, *bounds)


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
    return apply(ev, lambda v: round_decimals(ev, v, digits), x)


def _classify(kind: str) -> Callable[..., Value]:
    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        (x,) = arguments(args, kwargs, "x", of=f"np.{kind}")
        return apply(ev, lambda v: math_library.classify(ev, kind, v), x)

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

    return apply(ev, one, x, nan, top, bottom)


def _scaled(factor: float) -> Callable[..., Num]:
    return lambda ev, x: ar.binary("fmul", ar.to_f64(ev, x), const(factor))


def _heaviside(ev: Evaluator, x: Num, h: Num) -> Num:
    x, h = ev.hold(ar.to_f64(ev, x), "x"), ar.to_f64(ev, h)
    positive = ar.select(
        ar.compare(ev, ">", x, const(0.0)), const(1.0), ar.select(ar.compare(ev, "<", x, const(0.0)), const(0.0), x)
    )
    return ar.select(ar.compare(ev, "==", x, const(0.0)), h, positive)


def _points(ev: Evaluator, x: Dim, y: Dim) -> Dim:
    """The number of points of a table, which may be known at run time only; at least one."""
    if x.length is None and y.length is None:
        return x
    lengths = [ev.hold(d.length if d.length is not None else const(d.size), "points") for d in (x, y)]
    ev.fault("value", ar.compare(ev, "<", lengths[0], const(1)), "np.interp of an empty vector")
    if lengths[0].expr != lengths[1].expr:
        ev.fault("value", ar.compare(ev, "!=", *lengths), "np.interp of vectors of different lengths")
    return Dim(x.size, ev.hold(ar.maximum(ev, const(1), lengths[0]), "points"))


def _interp(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    from ppc.compiler.frontend import conversions

    x, xp, fp, left, right = arguments(args, kwargs, "x xp fp left right", {"left": NONE, "right": NONE}, "np.interp")
    grid, values = (arrays.as_array(ev, v, F64) for v in (xp, fp))
    if len(grid.shape) != 1 or len(values.shape) != 1 or grid.shape[0].size != values.shape[0].size:
        raise Unsupported("PPC402", "np.interp takes two vectors of one length", help="np.interp(x, xp, fp)")
    if grid.shape[0].size == 0:
        raise Unsupported("PPC402", "np.interp takes vectors of one number or more")
    dim = _points(ev, grid.shape[0], values.shape[0])
    outer = [v if v == NONE else ev.hold(ar.to_f64(ev, conversions.as_number(ev, v)), "end") for v in (left, right)]
    n = dim.size
    last = const(n - 1) if dim.length is None else ev.hold(ar.binary("isub", dim.length, const(1)), "last")

    def one(v: Num) -> Num:
        v = ev.hold(ar.as_double(ar.to_f64(ev, v)), "x")
        position = array_folds.fold(
            ev,
            dim,
            const(0),
            lambda i: ar.to_i64(ar.compare(ev, "<=", arrays.element_at(ev, grid, [i]), v)),
            lambda a, b: ar.binary("iadd", a, b),
            "below",
        )
        position = ar.binary("isub", position, const(1))
        before_last = const(max(n - 2, 0)) if dim.length is None else ar.binary("isub", last, const(1))
        low = ev.hold(ar.maximum(ev, const(0), ar.minimum(ev, position, before_last)), "j")
        high = ev.hold(ar.minimum(ev, ar.binary("iadd", low, const(1)), last), "k") if n > 1 else low
        x0, x1 = (arrays.element_at(ev, grid, [i]) for i in (low, high))
        y0, y1 = (arrays.element_at(ev, values, [i]) for i in (low, high))
        inner = ar.call(ev, "between", v, x0, x1, y0, y1)
        first, final = (arrays.element_at(ev, values, [i]) for i in (const(0), last))
        result = ar.select(ar.compare(ev, ">=", v, arrays.element_at(ev, grid, [last])), final, inner)
        if isinstance(outer[1], Num):
            result = ar.select(ar.compare(ev, ">", v, arrays.element_at(ev, grid, [last])), outer[1], result)
        first = outer[0] if isinstance(outer[0], Num) else first
        result = ar.select(ar.compare(ev, "<", v, arrays.element_at(ev, grid, [const(0)])), first, result)
        return ar.select(ar.binary("fne", v, v), v, result)

    return apply(ev, one, x)


def either(ev: Evaluator, a: Num, b: Num) -> Num:
    return ar.disjunction(ar.to_bool(a), ar.to_bool(b))


def both(ev: Evaluator, a: Num, b: Num) -> Num:
    return ar.conjunction(ar.to_bool(a), ar.to_bool(b))


def add(ev: Evaluator, a: Num, b: Num) -> Num:
    a, b, _ = ar.pair(ev, a, b)
    return ar.arithmetic(ev, "+", a, b)


def multiply(ev: Evaluator, a: Num, b: Num) -> Num:
    a, b, _ = ar.pair(ev, a, b)
    return ar.arithmetic(ev, "*", a, b)


def largest(ev: Evaluator, a: Num, b: Num) -> Num:
    return ar.numpy_extremum(ev, a, b, ">")


def smallest(ev: Evaluator, a: Num, b: Num) -> Num:
    return ar.numpy_extremum(ev, a, b, "<")


def _positive(ev: Evaluator, x: Num) -> Num:
    return ar.as_numpy(ar.positive(ar.as_numpy(x)))


def _float_power(ev: Evaluator, a: Num, b: Num) -> Num:
    return ar.power(ev, ar.to_f64(ev, a), b, written=False)


def _reciprocal(ev: Evaluator, x: Num) -> Num:
    return ar.binary("fdiv", const(1.0), ar.to_f64(ev, x))


def _signbit(ev: Evaluator, x: Num) -> Num:
    return ar.compare(ev, "<", ar.call(ev, "copysign", const(1.0), ar.to_f64(ev, x)), const(0.0))


def without_nan(op: str) -> Callable[[Evaluator, Num, Num], Num]:
    """``fmax`` and ``fmin``: the other one where one is NaN, the first of 0.0 and -0.0."""

    def run(ev: Evaluator, a: Num, b: Num) -> Num:
        if F64 not in (a.type, b.type):
            return ar.numpy_extremum(ev, a, b, op)
        a, b = (ev.hold(ar.to_f64(ev, v), "x") for v in ar.weak(a, b))
        chosen = ar.disjunction(ar.compare(ev, op + "=", a, b), ar.binary("fne", b, b))
        return ar.select(chosen, a, b)

    return run


def _sinc(ev: Evaluator, x: Num) -> Num:
    x = ar.to_f64(ev, x)
    y = ev.hold(ar.binary("fmul", const(math.pi), ar.select(ar.compare(ev, "==", x, const(0.0)), const(1.0e-20), x)), "y")
    return ar.binary("fdiv", ar.call(ev, "sin", y), y)


def _isclose(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    a, b, rtol, atol = arguments(args, kwargs, "a b rtol atol", {"rtol": const(1e-5), "atol": const(1e-8)}, "np.isclose")

    def one(x: Num, y: Num, r: Num, t: Num) -> Num:
        x, y = (ev.hold(ar.to_f64(ev, v), "x") for v in (x, y))
        distance = ar.unary("fabs", ar.binary("fsub", x, y))
        limit = ar.binary("fadd", ar.to_f64(ev, t), ar.binary("fmul", ar.to_f64(ev, r), ar.unary("fabs", y)))
        near = ar.conjunction(ar.compare(ev, "<=", distance, limit), math_library.finite(ev, y))
        return ar.disjunction(near, ar.compare(ev, "==", x, y))

    return apply(ev, one, a, b, rtol, atol)


_TABLE: dict[str, Callable[..., Value] | _Plain] = {
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
    "abs": _Plain("x", _abs), "absolute": _Plain("x", _abs), "sign": _Plain("x", ar.sign),
    "square": _Plain("x", lambda ev, x: ar.power(ev, x, const(2))),
    "minimum": _Plain("a b", lambda ev, a, b: ar.numpy_extremum(ev, a, b, "<")),
    "maximum": _Plain("a b", lambda ev, a, b: ar.numpy_extremum(ev, a, b, ">")),
    "add": _Plain("a b", _operator("+")), "subtract": _Plain("a b", _operator("-")),
    "multiply": _Plain("a b", _operator("*")), "divide": _Plain("a b", _operator("/")),
    "mod": _Plain("a b", _operator("%")), "remainder": _Plain("a b", _operator("%")),
    "power": _Plain("a b", _operator("pow")), "floor_divide": _Plain("a b", _operator("//")),
    "negative": _Plain("x", lambda ev, x: ar.negate(x)),
    "less_equal": _Plain("a b", _compare("<=")), "greater_equal": _Plain("a b", _compare(">=")),
    "logical_xor": _Plain("a b", lambda ev, a, b: ar.binary("xor", ar.to_bool(a), ar.to_bool(b))),
    "true_divide": _Plain("a b", _operator("/")), "float_power": _Plain("a b", _float_power),
    "positive": _Plain("x", _positive),
    "fmax": _Plain("a b", without_nan(">")), "fmin": _Plain("a b", without_nan("<")),
    "reciprocal": _Plain("x", _reciprocal),
    "bitwise_and": _Plain("a b", _operator("&")), "bitwise_or": _Plain("a b", _operator("|")),
    "bitwise_xor": _Plain("a b", _operator("^")), "left_shift": _Plain("a b", _operator("<<")),
    "right_shift": _Plain("a b", _operator(">>")),
    "sinc": _Plain("x", _sinc), "isclose": _isclose, "signbit": _Plain("x", _signbit),
    "less": _Plain("a b", _compare("<")), "greater": _Plain("a b", _compare(">")),
    "equal": _Plain("a b", _compare("==")), "not_equal": _Plain("a b", _compare("!=")),
    "logical_and": _Plain("a b", both), "logical_or": _Plain("a b", either),
    "logical_not": _Plain("x", lambda ev, x: ar.logical_not(ar.to_bool(x))),
    "deg2rad": _Plain("x", _scaled(math.pi / 180.0)), "radians": _Plain("x", _scaled(math.pi / 180.0)),
    "rad2deg": _Plain("x", _scaled(180.0 / math.pi)), "degrees": _Plain("x", _scaled(180.0 / math.pi)),
    "heaviside": _Plain("x h", _heaviside),
    "isnan": _classify("isnan"), "isinf": _classify("isinf"), "isfinite": _classify("isfinite"),
    "clip": _clip, "round": _round, "around": _round, "nan_to_num": _nan_to_num, "interp": _interp,
}  # fmt: skip
FUNCTIONS: dict[str, Callable[..., Value]] = {
    name: with_out(function.called(name) if isinstance(function, _Plain) else function, name)
    for name, function in _TABLE.items()
}
