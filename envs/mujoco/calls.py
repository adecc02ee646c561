"""Calls of C functions by address, from Numba-compiled code: MuJoCo's, and a policy's ``reset``."""

# mypy: disable-error-code="no-untyped-def, no-untyped-call, misc, untyped-decorator"

from __future__ import annotations

from llvmlite import ir
from numba import types

from ppc.envs.native.pointers import F64, intrinsic

_BYTES = ir.IntType(8).as_pointer()
_DOUBLES = ir.DoubleType().as_pointer()


def _call(context, builder, address, arguments, kinds):
    function_type = ir.FunctionType(ir.VoidType(), kinds)
    builder.call(builder.inttoptr(address, function_type.as_pointer()), arguments)
    return context.get_dummy_value()


@intrinsic
def call_mujoco(typing_context, address, model, data):
    """``void f(mjModel *, mjData *)``; all three are int64."""

    def emit(context, builder, signature, arguments):
        pointers = [builder.inttoptr(a, _BYTES) for a in arguments[1:]]
        return _call(context, builder, arguments[0], pointers, [_BYTES, _BYTES])

    return types.void(types.int64, types.int64, types.int64), emit


@intrinsic
def call_reset(typing_context, address, constants, state):
    """``reset`` of docs/abi.md."""

    def emit(context, builder, signature, arguments):
        return _call(context, builder, arguments[0], arguments[1:], [_DOUBLES, _DOUBLES])

    return types.void(types.int64, F64, F64), emit
