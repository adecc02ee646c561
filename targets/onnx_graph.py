"""Builds an ONNX graph of one-element tensors: constants fold as the IR defines, equal nodes are shared."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

from ppc.compiler.ir.ops import BINARY, UNARY
from ppc.compiler.ir.types import BOOL, F64, I64, Scalar
from ppc.targets.errors import ExportError

NODE_BUDGET = 40_000
Number = bool | int | float


@dataclass(frozen=True, slots=True)
class Value:
    """A scalar of ``type``: the tensor ``name``, shape [1], or the constant ``value`` when ``name`` is empty."""

    type: Scalar
    name: str = ""
    value: Number = 0

    @property
    def known(self) -> bool:
        return not self.name


TRUE, FALSE = Value(BOOL, value=True), Value(BOOL, value=False)


def f64(x: float) -> Value:
    return Value(F64, value=float(x))


def i64(n: int) -> Value:
    return Value(I64, value=n)


def same(a: Value, b: Value) -> bool:
    """Whether two values surely are the same bits."""
    if a.known and b.known and a.type is F64:
        return a.value.hex() == b.value.hex() if isinstance(a.value, float) and isinstance(b.value, float) else False
    return a == b


@dataclass
class Graph:
    """Nodes and initializers under construction.

    onnxruntime's Where turns a chosen -0.0 into 0.0. ``keeps_zero_signs`` asks for selects without that flaw, for
    programs that divide by what they select or look at its bits.
    """

    keeps_zero_signs: bool = False
    nodes: list[Any] = field(default_factory=list)
    initializers: list[Any] = field(default_factory=list)
    _shared: dict[tuple[Any, ...], str] = field(default_factory=dict)
    _count: int = 0

    def node(self, op: str, inputs: tuple[str, ...], **attributes: Any) -> str:
        """The output of ``op`` on tensors, made once for equal arguments."""
        key = (op, inputs, tuple(sorted(attributes.items())))
        found = self._shared.get(key)
        if found is None:
            from onnx import helper

            if len(self.nodes) >= NODE_BUDGET:
                raise ExportError(
                    f"as straight-line ONNX the policy needs more than {NODE_BUDGET} nodes: export to c or numba instead"
                )
            self._count += 1
            found = self._shared[key] = f"t{self._count}"
            self.nodes.append(helper.make_node(op, list(inputs), [found], name=f"n{self._count}", **attributes))
        return found

    def initializer(self, scalar: Scalar, values: tuple[Number, ...], name: str = "") -> str:
        """A constant tensor, shape [len(values)]; made once for equal bits."""
        key = ("initializer", scalar, tuple(v.hex() if isinstance(v, float) else int(v) for v in values), name)
        found = self._shared.get(key)
        if found is None:
            from onnx import helper

            self._count += 1
            found = self._shared[key] = name or f"c{self._count}"
            kind = tensor_type(scalar)
            if scalar is F64 and any(isinstance(v, float) and v != v for v in values):
                values = tuple(math.nan if isinstance(v, float) and v != v else v for v in values)
            self.initializers.append(helper.make_tensor(found, kind, [len(values)], list(values)))
        return found

    def tensor(self, value: Value) -> str:
        return self.initializer(value.type, (value.value,)) if value.known else value.name

    def op(self, type_: Scalar, name: str, *arguments: Value, **attributes: Any) -> Value:
        return Value(type_, self.node(name, tuple(self.tensor(a) for a in arguments), **attributes))

    # --- the IR's operations

    def unary(self, op: str, x: Value) -> Value:
        if x.known:
            return Value(UNARY[op][1], value=UNARY[op][2](x.value))
        simple = _UNARY.get(op)
        if simple is not None:
            return self.op(UNARY[op][1], simple, x)
        match op:
            case "i2f" | "b2f" | "b2i":
                return self.cast(x, UNARY[op][1])
            case "f32":
                narrow = self.node("Cast", (x.name,), to=tensor_type(None))
                return Value(F64, self.node("Cast", (narrow,), to=tensor_type(F64)))
            case "trunc":
                return self.select(self.binary("flt", x, f64(0.0)), self.unary("ceil", x), self.unary("floor", x))
            case "inot":
                return self.binary("isub", i64(-1), x)
            case "iabs":
                return self.select(self.binary("ilt", x, i64(0)), self.unary("ineg", x), x)
            case "f2i":
                return self._truncated(x)
            case "bits":
                return self._bits(x)
            case _:
                assert op == "from_bits"
                return self._from_bits(x)

    def binary(self, op: str, a: Value, b: Value) -> Value:
        if a.known and b.known:
            return Value(BINARY[op][1], value=BINARY[op][2](a.value, b.value))
        if op in ("and", "or"):
            for x, y in ((a, b), (b, a)):
                if x.known:
                    return y if bool(x.value) == (op == "and") else x
            if a == b:
                return a
        if (guarded := self._nearly_neutral(op, a, b)) is not None:
            return guarded
        simple = _BINARY.get(op)
        if simple is not None:
            return self.op(BINARY[op][1], simple, a, b)
        match op:
            case "fne" | "ine":
                return self.unary("not", self.op(BOOL, "Equal", a, b))
            case "idiv":
                return self._divided(a, b)[0]
            case "imod":
                return self._divided(a, b)[1]
            case "shl":
                inside = self.binary("and", self.binary("ile", i64(0), b), self.binary("ile", b, i64(63)))
                return self.select(inside, self.binary("imul", a, self._power(b)), i64(0))
            case _:
                assert op == "shr"
                return self._shifted_right(a, b)

    def select(self, condition: Value, then: Value, orelse: Value) -> Value:
        if same(then, orelse):
            return then
        if condition.known:
            return then if condition.value else orelse
        if then.type is BOOL:  # runtimes lack Where on booleans
            taken = self.binary("and", condition, then)
            return self.binary("or", taken, self.binary("and", self.unary("not", condition), orelse))
        if then.type is F64 and self.keeps_zero_signs:
            pair = self.node("Concat", (self.tensor(orelse), self.tensor(then)), axis=0)
            return self.lookup(F64, pair, self.cast(condition, I64))
        return self.op(then.type, "Where", condition, then, orelse)

    def cast(self, x: Value, to: Scalar) -> Value:
        if x.type is to:
            return x
        return Value(to, self.node("Cast", (self.tensor(x),), to=tensor_type(to)))

    def lookup(self, scalar: Scalar, table: str, index: Value) -> Value:
        """``table[index]``; the index must lie inside."""
        return Value(scalar, self.node("Gather", (table, self.tensor(index)), axis=0))

    # --- operations that ONNX lacks

    def _nearly_neutral(self, op: str, a: Value, b: Value) -> Value | None:
        """onnxruntime drops an Add of what is nearly 0 and a Mul of what is nearly 1 (-0.0 + 0.0 is 0.0, and a gain of
        1.000001 is a gain): say the same, bit for bit, in a way that it leaves alone. None: nothing to guard."""
        if op in ("fadd", "fmul") and a.known:
            a, b = b, a
        if op not in ("fadd", "fsub", "fmul", "fdiv") or not b.known:
            return None
        c = float(b.value)
        if op in ("fadd", "fsub") and abs(c) < 1e-3:
            c = c if op == "fadd" else -c
            return a if c == 0.0 and math.copysign(1.0, c) < 0.0 else self.op(F64, "Sum", a, f64(c))
        if op in ("fmul", "fdiv") and abs(c - 1.0) < 1e-3:
            return a if c == 1.0 else self.unary("fneg", self.op(F64, _BINARY[op], a, f64(-c)))
        return None

    def _truncated(self, x: Value) -> Value:
        high, low = self.binary("fle", f64(2.0**63), x), self.binary("fle", x, f64(-(2.0**63)))
        nan = self.binary("fne", x, x)
        wild = self.binary("or", self.binary("or", high, low), nan)
        n = self.cast(self.select(wild, f64(0.0), x), I64)
        return self.select(high, i64((1 << 63) - 1), self.select(low, i64(-(1 << 63)), n))

    def _divided(self, a: Value, b: Value) -> tuple[Value, Value]:
        """Quotient and remainder that floor; 0 and 0 for b = 0. ONNX's Div truncates."""
        zero, minus = self.binary("ieq", b, i64(0)), self.binary("ieq", b, i64(-1))
        divisor = self.select(self.binary("or", zero, minus), i64(1), b)
        q = self.op(I64, "Div", a, divisor) if not (a.known and divisor.known) else self.binary("idiv", a, divisor)
        r = self.binary("isub", a, self.binary("imul", q, divisor))
        signs = self.binary("xor", self.binary("ilt", r, i64(0)), self.binary("ilt", divisor, i64(0)))
        off = self.binary("and", self.binary("ine", r, i64(0)), signs)
        q, r = self.binary("isub", q, self.unary("b2i", off)), self.select(off, self.binary("iadd", r, divisor), r)
        q = self.select(zero, i64(0), self.select(minus, self.unary("ineg", a), q))
        return q, self.select(self.binary("or", zero, minus), i64(0), r)

    def _power(self, n: Value) -> Value:
        """2**n, n clamped to 0..63; the last is the smallest int64."""
        if n.known:
            return i64(1 << min(max(int(n.value), 0), 62)) if int(n.value) < 63 else i64(-(1 << 63))
        n = self.select(self.binary("ilt", n, i64(0)), i64(0), self.select(self.binary("ilt", i64(63), n), i64(63), n))
        table = self.initializer(I64, (*(1 << k for k in range(63)), -(1 << 63)))
        return self.lookup(I64, table, n)

    def _shifted_right(self, a: Value, n: Value) -> Value:
        outside = self.binary("or", self.binary("ilt", n, i64(0)), self.binary("ilt", i64(62), n))
        negative = self.binary("ilt", a, i64(0))
        size = self.select(negative, self.unary("inot", a), a)
        power = self._power(self.select(outside, i64(0), n))
        q = self.op(I64, "Div", size, power) if not (size.known and power.known) else self.binary("idiv", size, power)
        q = self.select(outside, i64(0), q)
        return self.select(negative, self.unary("inot", q), q)

    def _bits(self, x: Value) -> Value:
        """The bit pattern by arithmetic: bit casts came with opset 26."""
        size = self.unary("fabs", x)
        thresholds = self.initializer(F64, tuple(math.ldexp(1.0, k) for k in range(-1022, 1024)))
        reached = self.node("GreaterOrEqual", (size.name, thresholds))
        counted = self.node("Cast", (reached,), to=tensor_type(I64))
        exponent = Value(I64, self.node("ReduceSum", (counted, self.initializer(I64, (0,))), keepdims=1))
        # size * 2**(1075 - exponent) is the mantissa; in two steps, each within range.
        step = self.initializer(F64, tuple(math.ldexp(1.0, (1075 - max(e, 1)) // 2) for e in range(2047)))
        rest = self.initializer(F64, tuple(math.ldexp(1.0, 1075 - max(e, 1) - (1075 - max(e, 1)) // 2) for e in range(2047)))
        finite = self.binary("fle", size, f64(1.7976931348623157e308))
        plain = self.select(finite, size, f64(0.0))
        scaled = self.binary("fmul", plain, self.lookup(F64, step, exponent))
        scaled = self.binary("fmul", scaled, self.lookup(F64, rest, exponent))
        mantissa = self.cast(scaled, I64)
        implicit = self.binary("ilt", i64(0), exponent)
        high = self.binary("imul", self.binary("isub", exponent, self.unary("b2i", implicit)), i64(1 << 52))
        number = self.select(finite, self.binary("iadd", high, mantissa), i64(0x7FF << 52))
        below_zero = self.binary("flt", x, f64(0.0))
        inverse = self.binary("fdiv", f64(1.0), x)
        minus_zero = self.binary("and", self.binary("feq", x, f64(0.0)), self.binary("flt", inverse, f64(0.0)))
        sign = self.select(self.binary("or", below_zero, minus_zero), i64(-(1 << 63)), i64(0))
        nan = self.binary("fne", x, x)
        return self.select(nan, i64(0x7FF8 << 48), self.binary("iadd", number, sign))

    def _from_bits(self, n: Value) -> Value:
        size = self.binary("iand", n, i64((1 << 63) - 1))
        exponent = self.op(I64, "Div", size, i64(1 << 52))
        mantissa = self.binary("iand", size, i64((1 << 52) - 1))
        implicit = self.select(self.binary("ieq", exponent, i64(0)), i64(0), i64(1 << 52))
        table = self.initializer(F64, (*(math.ldexp(1.0, max(e, 1) - 1075) for e in range(2047)), 1.0))
        number = self.binary("fmul", self.cast(self.binary("iadd", mantissa, implicit), F64), self.lookup(F64, table, exponent))
        special = self.select(self.binary("ieq", mantissa, i64(0)), f64(math.inf), f64(math.nan))
        number = self.select(self.binary("ieq", exponent, i64(2047)), special, number)
        return self.select(self.binary("ilt", n, i64(0)), self.unary("fneg", number), number)


_UNARY = {
    "fneg": "Neg", "fabs": "Abs", "sqrt": "Sqrt", "floor": "Floor", "ceil": "Ceil", "rint": "Round", "ineg": "Neg",
    "not": "Not",
}  # fmt: skip
_BINARY = {
    "fadd": "Add", "fsub": "Sub", "fmul": "Mul", "fdiv": "Div", "iadd": "Add", "isub": "Sub", "imul": "Mul",
    "iand": "BitwiseAnd", "ior": "BitwiseOr", "ixor": "BitwiseXor", "flt": "Less", "fle": "LessOrEqual",
    "feq": "Equal", "ilt": "Less", "ile": "LessOrEqual", "ieq": "Equal", "and": "And", "or": "Or", "xor": "Xor",
}  # fmt: skip


def tensor_type(scalar: Scalar | None) -> int:
    """ONNX element type; None is float32."""
    from onnx import TensorProto

    kinds = {F64: TensorProto.DOUBLE, I64: TensorProto.INT64, BOOL: TensorProto.BOOL}
    return int(TensorProto.FLOAT if scalar is None else kinds[scalar])
