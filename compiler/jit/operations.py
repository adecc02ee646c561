"""LLVM instructions of the IR's operations.

No instruction carries a fast-math flag and none may be undefined for any operand: what LLVM leaves open
(division by zero, wide shift counts, NaN to integer) is selected away first.
"""

from __future__ import annotations

import struct
from collections.abc import Callable

from ppc.compiler.ir.types import BOOL, F64, I64, Scalar

LLVM_TYPE = {BOOL: "i1", I64: "i64", F64: "double"}
_CANONICAL_NAN = str(0x7FF8000000000000)

# op -> one instruction; {a} and {b} are its operands
SIMPLE: dict[str, str] = {
    "fneg": "fneg double {a}",
    "fabs": "call double @llvm.fabs.f64(double {a})",
    "sqrt": "call double @llvm.sqrt.f64(double {a})",
    "floor": "call double @llvm.floor.f64(double {a})",
    "ceil": "call double @llvm.ceil.f64(double {a})",
    "trunc": "call double @llvm.trunc.f64(double {a})",
    "rint": "call double @llvm.rint.f64(double {a})",
    "from_bits": "bitcast i64 {a} to double",
    "f2i": "call i64 @llvm.fptosi.sat.i64.f64(double {a})",
    "i2f": "sitofp i64 {a} to double",
    "b2i": "zext i1 {a} to i64",
    "b2f": "uitofp i1 {a} to double",
    "ineg": "sub i64 0, {a}",
    "iabs": "call i64 @llvm.abs.i64(i64 {a}, i1 false)",
    "inot": "xor i64 {a}, -1",
    "not": "xor i1 {a}, true",
    "fadd": "fadd double {a}, {b}",
    "fsub": "fsub double {a}, {b}",
    "fmul": "fmul double {a}, {b}",
    "fdiv": "fdiv double {a}, {b}",
    "iadd": "add i64 {a}, {b}",
    "isub": "sub i64 {a}, {b}",
    "imul": "mul i64 {a}, {b}",
    "iand": "and i64 {a}, {b}",
    "ior": "or i64 {a}, {b}",
    "ixor": "xor i64 {a}, {b}",
    "flt": "fcmp olt double {a}, {b}",
    "fle": "fcmp ole double {a}, {b}",
    "feq": "fcmp oeq double {a}, {b}",
    "fne": "fcmp une double {a}, {b}",
    "ilt": "icmp slt i64 {a}, {b}",
    "ile": "icmp sle i64 {a}, {b}",
    "ieq": "icmp eq i64 {a}, {b}",
    "ine": "icmp ne i64 {a}, {b}",
    "and": "and i1 {a}, {b}",
    "or": "or i1 {a}, {b}",
    "xor": "xor i1 {a}, {b}",
}

DECLARATIONS = """\
declare double @llvm.fabs.f64(double)
declare double @llvm.sqrt.f64(double)
declare double @llvm.floor.f64(double)
declare double @llvm.ceil.f64(double)
declare double @llvm.trunc.f64(double)
declare double @llvm.rint.f64(double)
declare i64 @llvm.fptosi.sat.i64.f64(double)
declare i64 @llvm.abs.i64(i64, i1)
"""

Emit = Callable[[str], str]  # appends an instruction, answers the name of its value


def _f32(emit: Emit, a: str, b: str) -> str:
    return emit(f"fpext float {emit(f'fptrunc double {a} to float')} to double")


def _bits(emit: Emit, a: str, b: str) -> str:
    nan = emit(f"fcmp uno double {a}, {a}")
    pattern = emit(f"bitcast double {a} to i64")
    return emit(f"select i1 {nan}, i64 {_CANONICAL_NAN}, i64 {pattern}")


def _divisor(emit: Emit, b: str) -> tuple[str, str, str]:
    """``b`` is 0, ``b`` is -1, and a divisor that ``sdiv`` and ``srem`` accept (1 in both cases)."""
    zero = emit(f"icmp eq i64 {b}, 0")
    minus_one = emit(f"icmp eq i64 {b}, -1")
    either = emit(f"or i1 {zero}, {minus_one}")
    return zero, minus_one, emit(f"select i1 {either}, i64 1, i64 {b}")


def _off_floor(emit: Emit, remainder: str, divisor: str) -> str:
    """Whether truncation left a remainder of the wrong sign for a floored division."""
    inexact = emit(f"icmp ne i64 {remainder}, 0")
    opposed = emit(f"icmp slt i64 {emit(f'xor i64 {remainder}, {divisor}')}, 0")
    return emit(f"and i1 {inexact}, {opposed}")


def _idiv(emit: Emit, a: str, b: str) -> str:
    zero, minus_one, divisor = _divisor(emit, b)
    quotient = emit(f"sdiv i64 {a}, {divisor}")
    remainder = emit(f"srem i64 {a}, {divisor}")
    less = emit(f"zext i1 {_off_floor(emit, remainder, divisor)} to i64")
    floored = emit(f"sub i64 {quotient}, {less}")
    negated = emit(f"sub i64 0, {a}")
    result = emit(f"select i1 {minus_one}, i64 {negated}, i64 {floored}")
    return emit(f"select i1 {zero}, i64 0, i64 {result}")


def _imod(emit: Emit, a: str, b: str) -> str:
    _, _, divisor = _divisor(emit, b)  # a remainder by 1 is 0, which is right for 0 and -1 as well
    remainder = emit(f"srem i64 {a}, {divisor}")
    moved = emit(f"add i64 {remainder}, {divisor}")
    return emit(f"select i1 {_off_floor(emit, remainder, divisor)}, i64 {moved}, i64 {remainder}")


def _shl(emit: Emit, a: str, b: str) -> str:
    valid = emit(f"icmp ult i64 {b}, 64")
    count = emit(f"select i1 {valid}, i64 {b}, i64 0")
    return emit(f"select i1 {valid}, i64 {emit(f'shl i64 {a}, {count}')}, i64 0")


def _shr(emit: Emit, a: str, b: str) -> str:
    valid = emit(f"icmp ult i64 {b}, 64")
    count = emit(f"select i1 {valid}, i64 {b}, i64 63")
    return emit(f"ashr i64 {a}, {count}")


COMPOUND: dict[str, Callable[[Emit, str, str], str]] = {
    "f32": _f32,
    "bits": _bits,
    "idiv": _idiv,
    "imod": _imod,
    "shl": _shl,
    "shr": _shr,
}


def literal(type_: Scalar, value: bool | int | float) -> str:
    """``value`` as an LLVM constant, exact to the bit."""
    if type_ is F64:
        return f"0x{struct.unpack('<Q', struct.pack('<d', value))[0]:016X}"
    if type_ is BOOL:
        return "true" if value else "false"
    return str(int(value))
