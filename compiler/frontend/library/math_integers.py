"""The functions of ``math`` of integers, ``remainder``, and sums and products of sequences."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend.errors import Unsupported
from ppc.compiler.frontend.library import numerics_library
from ppc.compiler.frontend.library.arguments import Args, Kwargs, arguments
from ppc.compiler.frontend.values.values import Builtin, Num, Value, const
from ppc.compiler.ir.types import F64

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator

_FILE = "whole_numbers"
_MOST = {"factorial": 20, "perm": 20, "comb": 62}  # of the argument that decides how large a result can be
_LARGE = 60  # known arguments beyond it are refused, but those of gcd, lcm and isqrt


def _whole(name: str, counts: tuple[int, ...]) -> Builtin:
    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        if len(args) not in counts or kwargs:
            raise Unsupported(
                "PPC213", f"math.{name} takes {' or '.join(str(n) for n in counts)} numbers, {len(args)} are given"
            )
        numbers = [_integer(ev, name, a) for a in args]
        if all(n.static is not None for n in numbers):
            return _known(ev, name, numbers)
        if name in ("gcd", "lcm"):
            return _folded(ev, name, numbers)
        if name == "perm" and len(numbers) == 1:
            numbers.append(numbers[0])
        for n in numbers:
            ev.fault("value", ar.compare(ev, "<", n, const(0)), f"math.{name} of a negative number")
        if name in _MOST:
            least = numbers[-1] if name == "perm" else numbers[0]
            ev.fault("overflow", ar.compare(ev, ">", least, const(_MOST[name])), f"math.{name} is too large")
        return ar.as_python(numerics_library.call_in(ev, _FILE, name, list(numbers)))

    return Builtin(f"math.{name}", run)


def bit_count(ev: Evaluator, base: Num, args: Args, kwargs: Kwargs) -> Value:
    """``int.bit_count()``."""
    number = _integer(ev, "bit_count", base)
    if number.static is not None:
        return const(ar.static_int(ev, number, "this number").bit_count())
    return ar.as_python(numerics_library.call_in(ev, _FILE, "bit_count", [number]))


def _integer(ev: Evaluator, name: str, value: Value) -> Num:
    from ppc.compiler.frontend import conversions

    number = conversions.as_number(ev, value)
    if number.type is F64:
        raise Unsupported("PPC204", f"math.{name} takes integers, this is a float", help="write int(...) around it")
    return ev.hold(ar.as_python(ar.to_i64(number)), "n")


def _known(ev: Evaluator, name: str, numbers: list[Num]) -> Value:
    values = [ar.static_int(ev, n, f"an argument of math.{name}") for n in numbers]
    if name not in ("gcd", "lcm", "isqrt") and any(abs(v) > _LARGE for v in values):
        raise Unsupported("PPC203", f"math.{name} of numbers this large is not supported")
    try:
        found = getattr(math, name)(*values)
    except ValueError:
        ev.fault("value", const(True), f"math.{name} of a negative number")
        return const(0)
    ar.check_static_int(found)
    return const(int(found))


def _folded(ev: Evaluator, name: str, numbers: list[Num]) -> Value:
    total = numbers[0]
    for n in [*numbers[1:], *([total] if len(numbers) == 1 else [])]:
        total = ar.as_python(numerics_library.call_in(ev, _FILE, name, [total, n]))
    return total


def _remainder(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    from ppc.compiler.frontend.library.math_library import finite

    given = arguments(args, kwargs, "x y", of="math.remainder")
    x, y = (_float(ev, v) for v in given)
    endless = ar.conjunction(ar.compare(ev, "==", x, x), ar.logical_not(finite(ev, x)))
    no_step = ar.conjunction(ar.compare(ev, "==", x, x), ar.compare(ev, "==", y, const(0.0)))
    wrong = ar.disjunction(ar.conjunction(endless, ar.compare(ev, "==", y, y)), no_step)
    ev.fault("domain", ev.hold(wrong, "wrong"), "math.remainder by zero or of infinity")
    far = ev.hold(ar.conjunction(finite(ev, x), ar.compare(ev, "==", ar.unary("fabs", y), const(math.inf))), "far")
    rest = ev.hold(numerics_library.call_in(ev, "angles", "remainder", [x, y]), "rest")
    return ar.as_python(ar.select(far, x, rest))


def _float(ev: Evaluator, value: Value) -> Num:
    from ppc.compiler.frontend import conversions

    return ev.hold(ar.as_python(ar.to_f64(ev, conversions.as_number(ev, value))), "x")


def _fold(ev: Evaluator, values: Value, op: str, start: Value) -> Value:
    """A left fold over the items of any sequence."""
    from ppc.compiler.frontend import expressions
    from ppc.compiler.frontend.library import functional_library

    def step(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        return expressions.operate(ev, op, args[0], args[1])

    return functional_library.reduce_items(ev, [Builtin(f"operator {op}", step), values, start], {})


def _prod(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    values, start = arguments(args, kwargs, "iterable start", {"start": const(1)}, "math.prod")
    return _fold(ev, values, "*", start)


def _fsum(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    from ppc.compiler.frontend import conversions

    (values,) = arguments(args, kwargs, "seq", of="math.fsum")
    return ar.as_python(ar.to_f64(ev, conversions.as_number(ev, _fold(ev, values, "+", const(0.0)))))


_WHOLE: dict[str, tuple[int, ...]] = {
    "factorial": (1,), "gcd": (1, 2, 3, 4), "lcm": (1, 2, 3, 4), "comb": (2,), "perm": (1, 2), "isqrt": (1,),
}  # fmt: skip
_OTHERS: dict[str, Callable[..., Value]] = {"prod": _prod, "fsum": _fsum, "remainder": _remainder}
ATTRIBUTES: dict[str, Value] = {
    **{name: _whole(name, counts) for name, counts in _WHOLE.items()},
    **{name: Builtin(f"math.{name}", function) for name, function in _OTHERS.items()},
}
