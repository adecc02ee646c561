"""Closures of the interpreter for operations: the common ones written out, the others from ``ir/ops.py``.

What is written out here must equal ``ir/ops.py``; ``tests/ir/test_interpreter.py`` compares all of them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ppc.compiler.ir.ops import BINARY, I64_MAX, I64_MIN, UNARY, Value, wrap

_Evaluate = Callable[[], Any]


def unary(op: str, operand: _Evaluate) -> Callable[[], Value]:
    """A closure that applies ``op`` to what ``operand`` answers."""
    make = _FAST_UNARY.get(op)
    if make is not None:
        return make(operand)
    apply = UNARY[op][2]
    return lambda: apply(operand())


def binary(op: str, left: _Evaluate, right: _Evaluate, constant: Value | None = None) -> Callable[[], Value]:
    """A closure that applies ``op`` to what ``left`` and ``right`` answer; ``constant`` is the right one if known."""
    if constant is not None:
        with_constant = _FAST_CONSTANT.get(op)
        if with_constant is not None:
            return with_constant(left, constant)
    make = _FAST_BINARY.get(op)
    if make is not None:
        return make(left, right)
    apply = BINARY[op][2]
    return lambda: apply(left(), right())


def _iadd(left: _Evaluate, right: _Evaluate) -> Callable[[], int]:
    def run() -> int:
        n: int = left() + right()
        return n if I64_MIN <= n <= I64_MAX else wrap(n)

    return run


_FAST_UNARY: dict[str, Callable[[_Evaluate], Callable[[], Any]]] = {
    "fneg": lambda f: lambda: -f(),
    "fabs": lambda f: lambda: abs(f()),
    "not": lambda f: lambda: not f(),
    "i2f": lambda f: lambda: float(f()),
}

_FAST_BINARY: dict[str, Callable[[_Evaluate, _Evaluate], Callable[[], Any]]] = {
    "fadd": lambda f, g: lambda: f() + g(),
    "fsub": lambda f, g: lambda: f() - g(),
    "fmul": lambda f, g: lambda: f() * g(),
    "flt": lambda f, g: lambda: f() < g(),
    "fle": lambda f, g: lambda: f() <= g(),
    "feq": lambda f, g: lambda: f() == g(),
    "fne": lambda f, g: lambda: f() != g(),
    "ilt": lambda f, g: lambda: f() < g(),
    "ile": lambda f, g: lambda: f() <= g(),
    "ieq": lambda f, g: lambda: f() == g(),
    "ine": lambda f, g: lambda: f() != g(),
    "iand": lambda f, g: lambda: f() & g(),
    "ior": lambda f, g: lambda: f() | g(),
    "iadd": _iadd,
    # Operands have no effects, so a short circuit cannot be seen.
    "and": lambda f, g: lambda: f() and g(),
    "or": lambda f, g: lambda: f() or g(),
}

_FAST_CONSTANT: dict[str, Callable[[_Evaluate, Any], Callable[[], Any]]] = {
    "fadd": lambda f, c: lambda: f() + c,
    "fsub": lambda f, c: lambda: f() - c,
    "fmul": lambda f, c: lambda: f() * c,
    "flt": lambda f, c: lambda: f() < c,
    "fle": lambda f, c: lambda: f() <= c,
    "feq": lambda f, c: lambda: f() == c,
    "ilt": lambda f, c: lambda: f() < c,
    "ieq": lambda f, c: lambda: f() == c,
    "iand": lambda f, c: lambda: f() & c,
}
