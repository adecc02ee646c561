"""The ``math`` module: our elementary functions, with the faults of Python's."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend.errors import Unsupported
from ppc.compiler.frontend.library import math_integers
from ppc.compiler.frontend.library.arguments import arguments
from ppc.compiler.frontend.values.values import Builtin, Num, Tuple, Value, const
from ppc.compiler.ir.types import F64

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator

Check = Callable[["Evaluator", Num, Num], None]


def _numbers(ev: Evaluator, args: list[Value], kwargs: dict[str, Value], names: str, of: str) -> list[Num]:
    from ppc.compiler.frontend import conversions

    return [
        ev.hold(ar.as_python(ar.to_f64(ev, conversions.as_number(ev, a))), "x") for a in arguments(args, kwargs, names, of=of)
    ]


def finite(ev: Evaluator, x: Num) -> Num:
    return ar.binary("feq", ar.binary("fsub", x, x), const(0.0))


def _overflow(ev: Evaluator, x: Num, result: Num) -> None:
    """``OverflowError``: an infinite result of a finite argument."""
    ev.fault("overflow", ar.conjunction(finite(ev, x), ar.logical_not(finite(ev, result))), "math result too large")


def _nan_from_number(ev: Evaluator, x: Num, result: Num) -> None:
    """``ValueError``: a NaN result of an argument that is none."""
    ev.fault(
        "domain",
        ar.conjunction(ar.binary("feq", x, x), ar.binary("fne", result, result)),
        "argument outside of the function's domain",
    )


def _below(limit: float, strict: bool) -> Check:
    def check(ev: Evaluator, x: Num, result: Num) -> None:
        ev.fault(
            "domain", ar.compare(ev, "<" if strict else "<=", x, const(limit)), "argument outside of the function's domain"
        )

    return check


def _both(*checks: Check) -> Check:
    def check(ev: Evaluator, x: Num, result: Num) -> None:
        for c in checks:
            c(ev, x, result)

    return check


def _nothing(ev: Evaluator, x: Num, result: Num) -> None:
    pass


def _unary(name: str, check: Check) -> Builtin:
    def run(ev: Evaluator, args: list[Value], kwargs: dict[str, Value]) -> Value:
        (x,) = _numbers(ev, args, kwargs, "x", f"math.{name}")
        result = ev.hold(ar.call(ev, name, x, numpy=False), name)
        check(ev, x, result)
        return result

    return Builtin(f"math.{name}", run)


def _sqrt(ev: Evaluator, args: list[Value], kwargs: dict[str, Value]) -> Value:
    (x,) = _numbers(ev, args, kwargs, "x", "math.sqrt")
    ev.fault("domain", ar.compare(ev, "<", x, const(0.0)), "square root of a negative number")
    return ar.unary("sqrt", x)


def _log(ev: Evaluator, args: list[Value], kwargs: dict[str, Value]) -> Value:
    if len(args) == 2:
        x, base = _numbers(ev, args, kwargs, "x base", "math.log")
        for v in (x, base):
            ev.fault("domain", ar.compare(ev, "<=", v, const(0.0)), "logarithm of a number that is not positive")
        return ar.divide(ev, ar.call(ev, "log", x), ar.call(ev, "log", base))
    (x,) = _numbers(ev, args, kwargs, "x", "math.log")
    ev.fault("domain", ar.compare(ev, "<=", x, const(0.0)), "logarithm of a number that is not positive")
    return ar.call(ev, "log", x)


def _pow(ev: Evaluator, args: list[Value], kwargs: dict[str, Value]) -> Value:
    x, y = _numbers(ev, args, kwargs, "x y", "math.pow")
    result = ev.hold(ar.call(ev, "pow", x, y), "power")
    both = ar.conjunction(finite(ev, x), finite(ev, y))
    ev.fault("domain", ar.conjunction(both, ar.logical_not(finite(ev, result))), "math.pow out of range")
    return result


def _binary(name: str) -> Builtin:
    def run(ev: Evaluator, args: list[Value], kwargs: dict[str, Value]) -> Value:
        a, b = _numbers(ev, args, kwargs, "a b", f"math.{name}")
        return ar.call(ev, name, a, b)

    return Builtin(f"math.{name}", run)


def _fmod(ev: Evaluator, args: list[Value], kwargs: dict[str, Value]) -> Value:
    a, b = _numbers(ev, args, kwargs, "x y", "math.fmod")
    a, b = ev.hold(a, "dividend"), ev.hold(b, "divisor")
    result = ev.hold(ar.call(ev, "fmod", a, b), "remainder")
    given = ar.conjunction(ar.compare(ev, "==", a, a), ar.compare(ev, "==", b, b))
    invalid = ar.conjunction(ar.compare(ev, "!=", result, result), given)
    ev.fault("domain", invalid, "math.fmod by zero or of infinity")
    return result


def hypot(ev: Evaluator, numbers: list[Num]) -> Num:
    """One formula for any number of arguments: pairwise from the left."""
    if len(numbers) == 1:
        return ar.absolute(ev, numbers[0])
    result = ar.call(ev, "hypot", numbers[0], numbers[1])
    for x in numbers[2:]:
        result = ar.call(ev, "hypot", ev.hold(result, "h"), x)
    return result


def _hypot(ev: Evaluator, args: list[Value], kwargs: dict[str, Value]) -> Value:
    from ppc.compiler.frontend import conversions

    numbers = [ev.hold(ar.as_python(ar.to_f64(ev, conversions.as_number(ev, a))), "x") for a in args]
    return hypot(ev, numbers) if numbers else const(0.0)


def _dist(ev: Evaluator, args: list[Value], kwargs: dict[str, Value]) -> Value:
    from ppc.compiler.frontend import conversions

    p, q = (conversions.static_items(ev, a) for a in arguments(args, kwargs, "p q", of="math.dist"))
    if len(p) != len(q):
        raise Unsupported("PPC402", f"math.dist of points of {len(p)} and {len(q)} coordinates")
    pairs = zip(p, q, strict=True)
    return hypot(ev, [ev.hold(ar.arithmetic(ev, "-", ar.to_f64(ev, a), b), "d") for a, b in pairs])


def _rounding(name: str, op: str) -> Builtin:
    def run(ev: Evaluator, args: list[Value], kwargs: dict[str, Value]) -> Value:
        from ppc.compiler.frontend import conversions

        (value,) = arguments(args, kwargs, "x", of=f"math.{name}")
        x = conversions.as_number(ev, value)
        if x.type is not F64:
            return ar.as_python(ar.to_i64(x))
        return ar.truncate(ev, ar.unary(op, x))

    return Builtin(f"math.{name}", run)


def _fabs(ev: Evaluator, args: list[Value], kwargs: dict[str, Value]) -> Value:
    (x,) = _numbers(ev, args, kwargs, "x", "math.fabs")
    return ar.unary("fabs", x)


def _scaled(factor: float, divide: bool = False) -> Callable[..., Value]:
    def run(ev: Evaluator, args: list[Value], kwargs: dict[str, Value]) -> Value:
        (x,) = _numbers(ev, args, kwargs, "x", "math")
        return ar.binary("fmul", x, const(factor))

    return run


def _predicate(kind: str) -> Callable[..., Value]:
    def run(ev: Evaluator, args: list[Value], kwargs: dict[str, Value]) -> Value:
        (x,) = _numbers(ev, args, kwargs, "x", f"math.{kind}")
        return classify(ev, kind, x)

    return run


def classify(ev: Evaluator, kind: str, x: Num) -> Num:
    """``isnan``, ``isinf``, ``isfinite``."""
    x = ev.hold(ar.to_f64(ev, x), "x")
    if kind == "isnan":
        return ar.binary("fne", x, x)
    if kind == "isinf":
        return ar.binary("feq", ar.unary("fabs", x), const(math.inf))
    return finite(ev, x)


def _isclose(ev: Evaluator, args: list[Value], kwargs: dict[str, Value]) -> Value:
    a, b, rel, absolute = _numbers(
        ev,
        arguments(args, kwargs, "a b rel_tol abs_tol", {"rel_tol": const(1e-9), "abs_tol": const(0.0)}, "math.isclose"),
        {}, "a b rel_tol abs_tol", "math.isclose",
    )  # fmt: skip
    difference = ev.hold(ar.unary("fabs", ar.binary("fsub", a, b)), "difference")
    largest = ar.maximum(ev, ar.unary("fabs", a), ar.unary("fabs", b))
    limit = ar.maximum(ev, ar.binary("fmul", rel, largest), absolute)
    close = ar.conjunction(ar.compare(ev, "<=", difference, limit), finite(ev, difference))
    return ar.disjunction(ar.compare(ev, "==", a, b), close)


def _modf(ev: Evaluator, args: list[Value], kwargs: dict[str, Value]) -> Value:
    (x,) = _numbers(ev, args, kwargs, "x", "math.modf")
    whole = ev.hold(ar.unary("trunc", x), "whole")
    fraction = ar.call(ev, "copysign", ev.hold(ar.binary("fsub", x, whole), "fraction"), x)
    return Tuple((fraction, whole))


_CHECKED: dict[str, Check] = {
    "sin": _nan_from_number, "cos": _nan_from_number, "tan": _nan_from_number, "asin": _nan_from_number,
    "acos": _nan_from_number, "atan": _nothing, "exp": _overflow, "exp2": _overflow, "expm1": _overflow,
    "log2": _below(0.0, False), "log10": _below(0.0, False), "log1p": _below(-1.0, False), "sinh": _overflow,
    "cosh": _overflow, "tanh": _nothing, "asinh": _nothing, "acosh": _nan_from_number, "cbrt": _nothing,
    "erf": _nothing, "erfc": _nothing,
    "atanh": _both(_nan_from_number, _overflow),
}  # fmt: skip

ATTRIBUTES: dict[str, Value] = {name: _unary(name, check) for name, check in _CHECKED.items()}
ATTRIBUTES |= {name: _binary(name) for name in ("atan2", "copysign")}
ATTRIBUTES |= {name: _rounding(name, op) for name, op in (("floor", "floor"), ("ceil", "ceil"), ("trunc", "trunc"))}
ATTRIBUTES |= {
    name: Builtin(f"math.{name}", function)
    for name, function in {
        "sqrt": _sqrt, "log": _log, "pow": _pow, "fmod": _fmod, "hypot": _hypot, "dist": _dist, "fabs": _fabs,
        "radians": _scaled(math.pi / 180.0), "degrees": _scaled(180.0 / math.pi), "isnan": _predicate("isnan"),
        "isinf": _predicate("isinf"), "isfinite": _predicate("isfinite"), "isclose": _isclose, "modf": _modf,
    }.items()
}  # fmt: skip
ATTRIBUTES |= math_integers.ATTRIBUTES
ATTRIBUTES |= {
    "pi": const(math.pi), "e": const(math.e), "inf": const(math.inf), "nan": const(math.nan), "tau": const(math.tau)
}  # fmt: skip
