"""The time of one call of a policy, from compiled code and from Python: medians, and the slowest call in a thousand."""

# mypy: disable-error-code="no-untyped-def, no-untyped-call, untyped-decorator"

from __future__ import annotations

import ctypes
import time
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import numpy as np

from ppc.envs.native.machine_code import load
from ppc.envs.policy import NativePolicy
from ppc.envs.result import Floats

_BLOCKS, _BLOCK = 200, 1000
_CALLS = 100_000  # timed one by one: a hundred of them lie above p99.9
_TAIL = 99.9

Latency = tuple[float, float | None]  # median and p99.9, ns


def native_latency(code: NativePolicy, constants: Floats, observations: Floats) -> Latency:
    """Nanoseconds of ``step`` called from compiled code, over the rows of ``observations`` f64[rows, obs_size] in turn.

    The median is of 200 blocks of 1,000 calls, each divided by its calls; p99.9 of 100,000 calls between two readings of the
    system's clock, whose own median cost is taken off. It is None where the C library has no ``clock_gettime``.
    """
    rows, constants = np.ascontiguousarray(observations), np.ascontiguousarray(constants)
    state, action, samples = np.zeros(code.n_state + 1), np.zeros(code.action_size), np.empty(_CALLS)
    ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p)(code.reset)(constants.ctypes.data, state.ctypes.data)
    call = (constants.ctypes.data, state.ctypes.data, rows.ctypes.data, len(rows), code.obs_size, action.ctypes.data)
    block, blocks = call_loop(), []
    for _ in range(_BLOCKS):
        begin = time.perf_counter_ns()
        block(code.step, *call, _BLOCK)
        blocks.append((time.perf_counter_ns() - begin) / _BLOCK)
    gettime = _clock_gettime()
    if gettime is None:
        return float(np.median(blocks)), None
    timed = _timed_loop()
    timed(0, *call, _CALLS, gettime, time.CLOCK_MONOTONIC, samples.ctypes.data)
    clock = np.median(samples)
    timed(code.step, *call, _CALLS, gettime, time.CLOCK_MONOTONIC, samples.ctypes.data)
    return float(np.median(blocks)), max(0.0, float(np.percentile(samples, _TAIL) - clock))


def python_latency(act: Callable[[Floats], Any], observations: Floats) -> Latency:
    """Nanoseconds of ``act(observation)`` over the rows of ``observations``: median and p99.9 of 100,000 calls, the median
    cost of the clock taken off."""
    rows, samples, empty, clock = list(observations), [], [], time.perf_counter_ns
    for i in range(_CALLS):
        row = rows[i % len(rows)]
        begin = clock()
        act(row)
        samples.append(clock() - begin)
    for _ in range(_CALLS // 10):
        begin = clock()
        empty.append(clock() - begin)
    middle, tail = np.percentile(samples, (50.0, _TAIL)) - np.median(empty)
    return max(0.0, float(middle)), max(0.0, float(tail))


@cache
def call_loop() -> Callable[..., int]:
    """``f(step, constants, state, observations, rows, obs_size, action, calls)``: addresses and counts, all int64.

    Steps the policy ``calls`` times over ``rows`` observations in turn; answers the ORed status.
    """
    return load("call-loop", _build)


def _build() -> tuple[Callable[..., Any], Sequence[str]]:
    from ppc.envs.native.pointers import call_step, f64_at

    def loop(step, constants, state, observations, rows, obs_size, action, calls):
        status = 0
        row = 0
        for _ in range(calls):
            at = f64_at(observations + 8 * row * obs_size)
            status |= call_step(step, f64_at(constants), f64_at(state), at, f64_at(action))
            row += 1
            if row == rows:
                row = 0
        return status

    return loop, ["i64"] * 8


def _clock_gettime() -> int | None:
    """The address of ``clock_gettime``; None where there is none, or where its result is not two 64-bit words."""
    if ctypes.sizeof(ctypes.c_long) != 8 or not hasattr(time, "CLOCK_MONOTONIC"):
        return None
    try:
        return ctypes.cast(ctypes.CDLL(None).clock_gettime, ctypes.c_void_p).value
    except (OSError, TypeError, AttributeError):
        return None


@cache
def _timed_loop() -> Callable[..., int]:
    """As ``call_loop``, then ``clock_gettime``, the clock and ``samples`` f64[calls], which gets each call's nanoseconds.
    With a ``step`` of 0 it times nothing, to tell what the clock costs."""
    return load("timed-call-loop", _build_timed)


def _build_timed() -> tuple[Callable[..., Any], Sequence[str]]:
    from llvmlite import ir
    from numba import types

    from ppc.envs.native.pointers import I64, call_step, f64_at, intrinsic, stack_i64

    word = ir.IntType(64)

    @intrinsic
    def now(typing_context, function, clock, timespec):
        def emit(context, builder, signature, arguments):
            kind = ir.FunctionType(ir.IntType(32), [ir.IntType(32), word.as_pointer()])
            callee = builder.inttoptr(arguments[0], kind.as_pointer())
            return builder.sext(builder.call(callee, [builder.trunc(arguments[1], ir.IntType(32)), arguments[2]]), word)

        return types.int64(types.int64, types.int64, I64), emit

    def loop(step, constants, state, observations, rows, obs_size, action, calls, gettime, clock, samples):
        before, after, into = stack_i64(2), stack_i64(2), f64_at(samples)
        status = 0
        row = 0
        for i in range(calls):
            at = f64_at(observations + 8 * row * obs_size)
            now(gettime, clock, before)
            if step != 0:
                status |= call_step(step, f64_at(constants), f64_at(state), at, f64_at(action))
            now(gettime, clock, after)
            into[i] = 1e9 * (after[0] - before[0]) + (after[1] - before[1])
            row += 1
            if row == rows:
                row = 0
        return status

    return loop, ["i64"] * 11
