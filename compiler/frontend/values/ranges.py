"""Intervals of integer expressions, to prove indices and divisors instead of checking them."""

from __future__ import annotations

from ppc.compiler.ir.nodes import Binary, Const, Expr, Read, Select, Unary
from ppc.compiler.ir.ops import I64_MAX, I64_MIN
from ppc.compiler.ir.types import I64

Interval = tuple[int, int]
FULL: Interval = (I64_MIN, I64_MAX)
_DEPTH = 8


def interval(expr: Expr, known: dict[str, Interval], depth: int = 0) -> Interval:
    """Bounds, both included, of an i64 expression; ``known`` holds those of variables that are assigned once."""
    if depth > _DEPTH or expr.type is not I64:
        return FULL
    if isinstance(expr, Const):
        return int(expr.value), int(expr.value)
    if isinstance(expr, Read):
        return known.get(expr.variable.name, FULL)
    if isinstance(expr, Unary):
        if expr.op == "b2i":
            return 0, 1
        low, high = interval(expr.operand, known, depth + 1)
        return _fitting(-high, -low) if expr.op == "ineg" else FULL
    if isinstance(expr, Binary):
        a, b = interval(expr.left, known, depth + 1), interval(expr.right, known, depth + 1)
        if expr.op == "iadd":
            return _fitting(a[0] + b[0], a[1] + b[1])
        if expr.op == "isub":
            return _fitting(a[0] - b[1], a[1] - b[0])
        if expr.op == "imul":
            corners = [x * y for x in a for y in b]
            return _fitting(min(corners), max(corners))
        if expr.op == "imod" and b[0] > 0:
            return (0, min(b[1] - 1, a[1])) if a[0] >= 0 else (0, b[1] - 1)
        if expr.op == "idiv" and b[0] > 0:
            corners = [x // y for x in a for y in b]
            return min(corners), max(corners)
        if expr.op == "iand" and b[0] >= 0:
            return 0, b[1]
        return FULL
    if isinstance(expr, Select):
        a, b = interval(expr.then, known, depth + 1), interval(expr.orelse, known, depth + 1)
        c = expr.condition
        if isinstance(c, Binary) and c.op in ("ilt", "ile"):
            if c.left == expr.then and c.right == expr.orelse:
                return min(a[0], b[0]), min(a[1], b[1])
            if c.left == expr.orelse and c.right == expr.then:
                return max(a[0], b[0]), max(a[1], b[1])
        return min(a[0], b[0]), max(a[1], b[1])
    return FULL


def _fitting(low: int, high: int) -> Interval:
    """Everything, where the operation may wrap."""
    return (low, high) if low >= I64_MIN and high <= I64_MAX else FULL
