"""Pointers for compiled loops: addresses as int64, scratch memory on the stack, calls of a policy's entries.

Everything here works inside Numba-compiled code only. Pointers index like arrays (``p[i]``) without bounds checks.
"""

# mypy: disable-error-code="no-untyped-def, no-untyped-call, misc, untyped-decorator"

from __future__ import annotations

from typing import Any

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.core.errors import TypingError
from numba.extending import intrinsic as _intrinsic

intrinsic: Any = _intrinsic  # untyped: what it decorates exists in compiled code only
F64 = types.CPointer(types.float64)
I64 = types.CPointer(types.int64)
_DOUBLE, _LONG, _VOID = ir.DoubleType(), ir.IntType(64), ir.VoidType()


def _pointer_at(kind):
    def typer(typing_context, address):
        def emit(context, builder, signature, arguments):
            return builder.inttoptr(arguments[0], context.get_value_type(kind))

        return kind(types.int64), emit

    return typer


f64_at = intrinsic(_pointer_at(F64))
i64_at = intrinsic(_pointer_at(I64))


@intrinsic
def part(typing_context, pointer, words):
    """The pointer ``words`` elements further on."""

    def emit(context, builder, signature, arguments):
        return builder.gep(arguments[0], [arguments[1]], inbounds=True)

    return pointer(pointer, types.int64), emit


def _stack(kind, element, zeroed):
    def typer(typing_context, size):
        if not isinstance(size, types.IntegerLiteral):
            raise TypingError("the size of a stack array must be a constant")
        count = size.literal_value

        def emit(context, builder, signature, arguments):
            # Static, in the entry block: one allocation however often the line runs, 64-byte aligned for vectors.
            with builder.goto_entry_block():
                block = builder.alloca(ir.ArrayType(element, count))
                block.align = 64
            for i in range(count if zeroed else 0):
                pointer = builder.gep(block, [_LONG(0), _LONG(i)], inbounds=True)
                builder.store(ir.Constant(element, 0), pointer)
            return builder.gep(block, [_LONG(0), _LONG(0)], inbounds=True)

        return kind(size), emit

    return typer


stack_f64 = intrinsic(_stack(F64, _DOUBLE, True))  # zeroed at this line
stack_i64 = intrinsic(_stack(I64, _LONG, True))
room_f64 = intrinsic(_stack(F64, _DOUBLE, False))  # holds anything


def _call(result, *arguments):
    """Typing and code of an intrinsic ``f(address, *arguments)`` that calls a C function."""
    known = {types.int64: _LONG, F64: _DOUBLE.as_pointer(), I64: _LONG.as_pointer()}
    function_type = ir.FunctionType(_VOID if result is types.void else _LONG, [known[a] for a in arguments])

    def emit(context, builder, signature, values):
        callee = builder.inttoptr(values[0], function_type.as_pointer())
        value = builder.call(callee, values[1:])
        return context.get_dummy_value() if result is types.void else value

    return result(types.int64, *arguments), emit


_STEP = _call(types.int64, F64, F64, F64, F64)
_BATCH = _call(types.void, types.int64, types.int64, F64, types.int64, F64, F64, F64, I64)
_RESET = _call(types.void, F64, F64)
_RESET_LANE = _call(types.void, types.int64, types.int64, F64, types.int64, F64)


@intrinsic
def call_step(tc, address, constants, state, observation, action):
    """``step`` of docs/abi.md."""
    return _STEP


@intrinsic
def call_reset(tc, address, constants, state):
    """``reset`` of docs/abi.md."""
    return _RESET


@intrinsic
def call_batch(tc, address, lanes, stride, constants, constants_step, state, observation, action, status):
    """``batch`` of docs/abi.md."""
    return _BATCH


@intrinsic
def call_reset_lane(tc, address, lane, stride, constants, constants_step, state):
    """``reset_lane`` of docs/abi.md."""
    return _RESET_LANE


def _bits(source, target, source_llvm, target_llvm):
    def typer(typing_context, value):
        def emit(context, builder, signature, arguments):
            return builder.bitcast(arguments[0], target_llvm)

        return target(source), emit

    return typer


bits_of = intrinsic(_bits(types.float64, types.int64, _DOUBLE, _LONG))
from_bits = intrinsic(_bits(types.int64, types.float64, _LONG, _DOUBLE))


@intrinsic
def fma(typing_context, a, b, c):
    """``a * b + c`` rounded once."""

    def emit(context, builder, signature, arguments):
        return builder.fma(*arguments)

    return types.float64(types.float64, types.float64, types.float64), emit


@intrinsic
def lowest_bit(typing_context, word):
    """The position of the lowest bit that is set in an int64 other than 0."""

    def emit(context, builder, signature, arguments):
        return builder.cttz(arguments[0], ir.Constant(ir.IntType(1), 1))

    return types.int64(types.int64), emit


def _square_by_power(name, scalar, element):
    """``f(x)``: the C library's ``pow(x, 2)``.

    The exponent is read from a mutable weak global: were it a constant, LLVM would write ``x * x``, which rounds differently.
    """

    def typer(typing_context, base):
        def emit(context, builder, signature, arguments):
            label = f"ppc_two_{name}"
            exponent = builder.module.globals.get(label)
            if exponent is None:
                exponent = ir.GlobalVariable(builder.module, element, label)
                exponent.linkage = "weak"
                exponent.initializer = ir.Constant(element, 2.0)
            function_type = ir.FunctionType(element, [element, element])
            callee = cgutils.get_or_insert_function(builder.module, function_type, name)
            return builder.call(callee, [arguments[0], builder.load(exponent)])

        return scalar(scalar), emit

    return typer


square_by_pow = intrinsic(_square_by_power("pow", types.float64, _DOUBLE))
square_by_powf = intrinsic(_square_by_power("powf", types.float32, ir.FloatType()))
