"""Rewrites of one expression node that keep every bit, -0.0 and infinities included; NaN stays NaN."""

from __future__ import annotations

from collections.abc import Callable

from ppc.compiler.ir.layout import words_of
from ppc.compiler.ir.nodes import Binary, Call, Const, Expr, Load, Read, Select, Storage, Unary
from ppc.compiler.ir.ops import BINARY, UNARY, Value
from ppc.compiler.ir.types import BOOL, F64, I64, Array, Scalar

Apply = Callable[[Call, list[Value]], Value | None]  # evaluates a call, or None to leave it

# (operation, right operand) under which the left operand is the result
_RIGHT_NEUTRAL: set[tuple[str, str]] = {
    ("fadd", "-0.0"), ("fsub", "0.0"), ("fmul", "1.0"), ("fdiv", "1.0"),
    ("iadd", "0"), ("isub", "0"), ("imul", "1"), ("idiv", "1"),
    ("ior", "0"), ("ixor", "0"), ("iand", "-1"), ("shl", "0"), ("shr", "0"),
    ("and", "True"), ("or", "False"), ("xor", "False"),
}  # fmt: skip
_LEFT_NEUTRAL = {
    k for k in _RIGHT_NEUTRAL if k[0] in {"fadd", "fmul", "iadd", "imul", "ior", "ixor", "iand", "and", "or", "xor"}
}
# (operation, either operand) under which that operand is the result
_ABSORBING: set[tuple[str, str]] = {("imul", "0"), ("iand", "0"), ("ior", "-1"), ("and", "False"), ("or", "True")}
# comparison -> its opposite and whether the operands change places; < and <= of floats have none, because of NaN
_OPPOSITE = {
    "ilt": ("ile", True), "ile": ("ilt", True), "ieq": ("ine", False), "ine": ("ieq", False),
    "feq": ("fne", False), "fne": ("feq", False),
}  # fmt: skip


def same(a: Expr, b: Expr) -> bool:
    """Whether two constants or two reads are one; other expressions are not looked into."""
    if a is b:
        return True
    if isinstance(a, Const) and isinstance(b, Const):
        return a.type is b.type and _key(a) == _key(b)
    return isinstance(a, Read) and isinstance(b, Read) and a.variable == b.variable


def simplify(expr: Expr, apply: Apply) -> Expr:
    """``expr``, whose operands are simple already, or something equal to it and simpler."""
    match expr:
        case Unary():
            return _unary(expr)
        case Binary():
            return _binary(expr)
        case Select():
            return _select(expr)
        case Load():
            return _load(expr)
        case Call():
            values = [a.value for a in expr.arguments if isinstance(a, Const)]
            if len(values) == len(expr.arguments):
                result = apply(expr, values)
                if result is not None:
                    return Const(expr.type, result, expr.span)
    return expr


def _key(constant: Const) -> str:
    """A text that tells -0.0 from 0.0 and makes every NaN one."""
    return repr(constant.value)


def _constant(type_: Scalar, value: Value, like: Expr) -> Const:
    assert type(value) is {F64: float, I64: int, BOOL: bool}[type_], (like, value)
    return Const(type_, value, like.span)


def _unary(expr: Unary) -> Expr:
    operand = expr.operand
    if isinstance(operand, Const):
        return _constant(expr.type, UNARY[expr.op][2](operand.value), expr)
    if isinstance(operand, Unary):
        if operand.op == expr.op and expr.op in ("fneg", "not", "inot", "ineg"):
            return operand.operand
        if expr.op == "fabs" and operand.op in ("fneg", "fabs"):
            return Unary("fabs", operand.operand, F64, expr.span)
    if expr.op == "not" and isinstance(operand, Binary) and operand.op in _OPPOSITE:
        op, swap = _OPPOSITE[operand.op]
        left, right = (operand.right, operand.left) if swap else (operand.left, operand.right)
        return Binary(op, left, right, BOOL, expr.span)
    return expr


def _binary(expr: Binary) -> Expr:
    left, right, op = expr.left, expr.right, expr.op
    if isinstance(right, Const):
        if isinstance(left, Const):
            return _constant(expr.type, BINARY[op][2](left.value, right.value), expr)
        key = op, _key(right)
        if key in _RIGHT_NEUTRAL:
            return left
        if key in _ABSORBING:
            return right
        if key == ("xor", "True"):
            return _unary(Unary("not", left, BOOL, expr.span))
    elif isinstance(left, Const):
        key = op, _key(left)
        if key in _LEFT_NEUTRAL:
            return right
        if key in _ABSORBING:
            return left
    return expr


def _select(expr: Select) -> Expr:
    condition, then, orelse = expr.condition, expr.then, expr.orelse
    if isinstance(condition, Const):
        return then if condition.value else orelse
    if same(then, orelse):
        return then
    if expr.type is BOOL and isinstance(then, Const) and isinstance(orelse, Const):
        return condition if then.value else _unary(Unary("not", condition, BOOL, expr.span))
    if isinstance(condition, Unary) and condition.op == "not":
        return Select(condition.operand, orelse, then, expr.type, expr.span)
    return expr


def _load(expr: Load) -> Expr:
    if not isinstance(expr.index, Const):
        return expr
    variable, last = expr.variable, words_of(expr.variable.type) - 1
    index = min(max(int(expr.index.value), 0), last)
    if variable.storage is Storage.TABLE:
        assert isinstance(variable.type, Array)
        return Const(variable.type.element, variable.values[index], expr.span)
    if expr.in_bounds:
        return expr
    return Load(variable, Const(I64, index, expr.index.span), True, expr.span)
