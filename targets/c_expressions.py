"""C99 text of IR expressions. Arithmetic that C leaves undefined goes through helpers (``c_helpers``)."""

from __future__ import annotations

import math
from collections.abc import Mapping

from ppc.compiler.ir.nodes import Binary, Call, Const, Expr, Faulted, Load, Read, Select, Unary, Variable
from ppc.compiler.ir.types import BOOL, F64, Array, Scalar
from ppc.targets.analysis import Ranges
from ppc.targets.expressions import (
    ADD,
    AND,
    ARITHMETIC,
    COMPARE,
    COMPARISONS,
    CONDITIONAL,
    MULTIPLY,
    OR,
    PRIMARY,
    UNARY,
    Infix,
    Text,
    at_least,
    call,
)

_BIT = 8
_INFIX: dict[str, Infix] = {
    **ARITHMETIC,
    **COMPARISONS,
    "iand": Infix("&", _BIT, PRIMARY, PRIMARY),
    "ior": Infix("|", _BIT, PRIMARY, PRIMARY),
    "ixor": Infix("^", _BIT, PRIMARY, PRIMARY),
    "and": Infix("&&", AND, AND, COMPARE),
    "or": Infix("||", OR, COMPARE, COMPARE),
    "xor": Infix("!=", COMPARE, PRIMARY, PRIMARY),
}
_PLAIN = {
    "iadd": Infix("+", ADD, ADD, MULTIPLY),
    "isub": Infix("-", ADD, ADD, MULTIPLY),
    "imul": Infix("*", MULTIPLY, MULTIPLY, UNARY),
}
_HELPERS = {
    "sqrt": "f64_sqrt", "floor": "f64_floor", "ceil": "f64_ceil", "trunc": "f64_trunc", "rint": "f64_rint",
    "bits": "f64_bits", "from_bits": "f64_from_bits", "fabs": "f64_abs", "f2i": "i64_from_f64",
    "ineg": "i64_neg", "iabs": "i64_abs", "iadd": "i64_add", "isub": "i64_sub", "imul": "i64_mul",
    "idiv": "i64_floor_div", "imod": "i64_floor_mod", "shl": "i64_shl", "shr": "i64_shr",
}  # fmt: skip


def c_type(scalar: Scalar) -> str:
    return {BOOL: "bool", F64: "double"}.get(scalar, "int64_t")


class CExpressions:
    """Prints expressions of one scope.

    ``text_of`` maps a variable's name to the code that reads it (of an array: the array), ``element_of`` a pair
    (array's name, index) to the code of that element where elements have names of their own; ``functions`` maps IR
    functions to C names. ``helpers`` collects what the file must define.
    """

    def __init__(
        self,
        text_of: Mapping[str, str],
        element_of: Mapping[tuple[str, int], str],
        functions: Mapping[str, str],
        helpers: set[str],
    ) -> None:
        self.text_of = text_of
        self.element_of = element_of
        self.functions = functions
        self.helpers = helpers
        self.ranges = Ranges()

    def code(self, expr: Expr, level: int = 0) -> str:
        return at_least(self.text(expr), level)

    def negated(self, condition: Expr) -> str:
        return f"!{self.code(condition, PRIMARY)}"

    def text(self, expr: Expr) -> Text:
        match expr:
            case Const():
                return self.constant(expr.type, expr.value)
            case Read(variable=v):
                return Text(self.text_of[v.name])
            case Load():
                return Text(self.element(expr.variable, expr.index, expr.in_bounds))
            case Unary():
                return self._unary(expr)
            case Binary():
                return self._binary(expr)
            case Select():
                condition, then, orelse = (self.code(e, CONDITIONAL + 1) for e in (expr.condition, expr.then, expr.orelse))
                return Text(f"{condition} ? {then} : {orelse}", CONDITIONAL)
            case Call():
                return call(self.functions[expr.function], *(self.text(a) for a in expr.arguments))
            case Faulted():
                return Text("(status & DISQUALIFYING_FAULTS) != 0u", COMPARE)

    def constant(self, scalar: Scalar, value: bool | int | float) -> Text:
        if scalar is BOOL:
            return Text("true" if value else "false")
        if scalar is F64:
            number = float(value)
            if not math.isfinite(number):
                self.helpers.add("f64_limits")
                name = "F64_NAN" if number != number else "F64_INFINITY"
                return Text(f"-{name}", UNARY) if number < 0.0 else Text(name)
            return Text(repr(number), PRIMARY if math.copysign(1.0, number) > 0.0 else UNARY)
        n = int(value)
        if n == -(1 << 63):
            return Text("INT64_MIN")
        code = str(abs(n)) if abs(n) < 1 << 31 else f"INT64_C({abs(n)})"
        return Text(f"-{code}", UNARY) if n < 0 else Text(code)

    def element(self, array: Variable, index: Expr, in_bounds: bool) -> str:
        assert isinstance(array.type, Array)
        last = array.type.size - 1
        if isinstance(index, Const):
            at = min(max(int(index.value), 0), last)
            named = self.element_of.get((array.name, at))
            return named if named is not None else f"{self.text_of[array.name]}[{at}]"
        known = self.ranges.of(index)
        if in_bounds or (known is not None and known[0] >= 0 and known[1] <= last):
            return f"{self.text_of[array.name]}[{self.code(index)}]"
        self.helpers.add("i64_clamp")
        return f"{self.text_of[array.name]}[i64_clamp({self.code(index)}, {last})]"

    def _unary(self, expr: Unary) -> Text:
        operand = self.text(expr.operand)
        match expr.op:
            case "fneg":
                inner = at_least(operand, UNARY)
                return Text(f"-({inner})" if inner.startswith("-") else f"-{inner}", UNARY)
            case "not":
                return Text(f"!{at_least(operand, PRIMARY)}", UNARY)
            case "inot":
                return Text(f"~{at_least(operand, PRIMARY)}", UNARY)
            case "f32":
                return Text(f"(double)(float){at_least(operand, PRIMARY)}", UNARY)
            case "i2f":
                return Text(f"(double){at_least(operand, PRIMARY)}", UNARY)
            case "b2i":
                return Text(f"(int64_t){at_least(operand, PRIMARY)}", UNARY)
            case "b2f":
                return Text(f"{at_least(operand, CONDITIONAL + 1)} ? 1.0 : 0.0", CONDITIONAL)
        return self._helper(expr.op, operand)

    def _binary(self, expr: Binary) -> Text:
        left, right = self.text(expr.left), self.text(expr.right)
        plain = _PLAIN.get(expr.op)
        if plain is not None and self.ranges.of(expr) is not None and (_is_wide(expr.left) or _is_wide(expr.right)):
            return plain.join(left, right)
        infix = _INFIX.get(expr.op)
        return self._helper(expr.op, left, right) if infix is None else infix.join(left, right)

    def _helper(self, op: str, *operands: Text) -> Text:
        self.helpers.add(_HELPERS[op])
        return call(_HELPERS[op], *operands)


def _is_wide(expr: Expr) -> bool:
    """Whether C surely gives the printed expression 64 bits (a small literal alone is an int)."""
    match expr:
        case Read() | Load() | Call() | Unary():
            return True
        case Binary():
            return _is_wide(expr.left) or _is_wide(expr.right)
    return False
