"""The finished controller: what follows a policy's step so that every action can be sent to an actuator.

A disqualifying fault or a NaN makes the whole action the safe one (or, with ``hold``, the last finished one);
then every element is clipped. The comparisons are written so that a checker can prove the bounds for any input.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Literal

from ppc.compiler.ir.nodes import (
    Array,
    Assign,
    Binary,
    Const,
    Expr,
    Fault,
    Faulted,
    FaultSite,
    Load,
    Program,
    Read,
    Select,
    Statement,
    Storage,
    Store,
    Unary,
    Variable,
)
from ppc.compiler.ir.types import BOOL, F64, I64
from ppc.compiler.ir.walk import writes
from ppc.compiler.signature import Box, Signature, check_safe_action
from ppc.compiler.source import NO_SPAN

OnFault = Literal["safe", "hold"]
LAST_ACTION = "last_action_"
_SITES = ("action_nan", "action_clipped_infinity")


def with_finish(
    program: Program, signature: Signature, on_fault: OnFault = "safe", safe_action: tuple[float, ...] | None = None
) -> Program:
    """The program with its ``finish`` block (re)built. Raises ValueError for an unsafe ``safe_action``."""
    safe = signature.safe_action if safe_action is None else tuple(float(v) for v in safe_action)
    if len(safe) != signature.action_size:
        raise ValueError(f"the safe action needs {signature.action_size} elements, {len(safe)} are given")
    check_safe_action(signature.action, safe)
    sites = [s for s in program.sites if s.code not in _SITES or s.span != NO_SPAN]
    state = [v for v in program.state if v.name != LAST_ACTION]
    reset = tuple(s for s in program.reset if not (isinstance(s, Store) and s.variable.name == LAST_ACTION))
    nan_site, inf_site = len(sites), len(sites) + 1
    sites += [FaultSite(code, NO_SPAN) for code in _SITES]
    body: list[Statement] = []
    action = program.action
    n = signature.action_size
    names = ["action"] if n == 1 else [f"action_{i}" for i in range(n)]
    used = _names(program)
    raw = [Variable(_unused(f"raw_{name}", used), F64) for name in names]
    box = isinstance(signature.action, Box)
    for i, variable in enumerate(raw):
        body.append(Assign(variable, Load(action, Const(I64, i), True)))
    if box:
        for variable in raw:
            body.append(Fault(nan_site, Binary("fne", Read(variable), Read(variable), BOOL)))
        for i, variable in enumerate(raw):
            low, high = _bounds(signature, i)
            if math.isfinite(low) or math.isfinite(high):
                infinite = Binary("feq", Unary("fabs", Read(variable), F64), Const(F64, math.inf), BOOL)
                body.append(Fault(inf_site, infinite))
    last = Variable(LAST_ACTION, Array(F64, n), Storage.STATE)
    for i, variable in enumerate(raw):
        fallback: Expr = Load(last, Const(I64, i), True) if on_fault == "hold" else Const(F64, safe[i])
        bad: Expr = Faulted()
        if box:
            bad = Binary("or", bad, Binary("fne", Read(variable), Read(variable), BOOL), BOOL)
        body.append(Assign(variable, Select(bad, fallback, Read(variable), F64)))
        if box:
            low, high = _bounds(signature, i)
            if low != -math.inf:
                body.append(_clip(variable, "flt", low))
            if high != math.inf:
                body.append(_clip(variable, "flt", high, above=True))
        body.append(Store(action, Const(I64, i), Read(variable), True))
        if on_fault == "hold":
            body.append(Store(last, Const(I64, i), Read(variable), True))
    if on_fault == "hold":
        state.append(last)
        reset = (*reset, *(Store(last, Const(I64, i), Const(F64, v), True) for i, v in enumerate(safe)))
    return replace(program, finish=tuple(body), sites=tuple(sites), state=tuple(state), reset=reset)


def _bounds(signature: Signature, i: int) -> tuple[float, float]:
    assert isinstance(signature.action, Box)
    f = signature.action.fields[i]
    return f.low, f.high


def _clip(variable: Variable, op: str, limit: float, above: bool = False) -> Statement:
    value, bound = Read(variable), Const(F64, limit)
    condition = Binary(op, bound, value, BOOL) if above else Binary(op, value, bound, BOOL)
    return Assign(variable, Select(condition, bound, value, F64))


def _unused(name: str, used: set[str]) -> str:
    while name in used:
        name += "_"
    used.add(name)
    return name


def _names(program: Program) -> set[str]:
    """Every variable name that the declarations and the entries before ``finish`` mention (but those of tables)."""
    declared = (*program.state, *program.derived, program.observation, program.action, program.parameter_array)
    found = {v.name for v in declared}
    for block in (program.derive, program.reset, program.step):
        found |= writes(block)
    return found | {f.name for f in program.functions}
