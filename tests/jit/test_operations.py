"""Every operation over the grid of special values: interpreter, ``step`` and ``batch`` give the same bits."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from ppc.compiler.ir import nodes as ir
from ppc.compiler.ir.nodes import Program
from ppc.compiler.ir.types import BOOL, F64, I64, Scalar
from tests.ir.grid import ALL, RESULT, VALUES
from tests.ir.samples import at, bi, observation, program, select, state, table, un
from tests.jit.harness import assert_all_agree


def _all_at(operand: dict[Scalar, tuple[ir.Expr, ir.Expr]]) -> Program:
    """Each operation's result becomes a state variable."""
    results, block = [], []
    for op, types in ALL.items():
        a, b = operand[types[0]]
        result = state(f"r_{op}", RESULT[op])
        results.append(result)
        block.append(ir.Assign(result, un(op, a) if len(types) == 1 else bi(op, a, b)))
    for type_ in (F64, I64, BOOL):
        a, b = operand[type_]
        result = state(f"select_{type_.value}", type_)
        results.append(result)
        block.append(ir.Assign(result, select(operand[BOOL][0], a, b)))
    return program(obs_size=2, state=tuple(results), step=tuple(block))


def test_operations_on_run_time_operands() -> None:
    obs = observation(2)
    operand: dict[Scalar, tuple[ir.Expr, ir.Expr]] = {}
    for type_, values in VALUES.items():
        pool = table(f"values_{type_.value}", type_, values)
        operand[type_] = at(pool, un("f2i", at(obs, 0))), at(pool, un("f2i", at(obs, 1)))
    most = max(map(len, VALUES.values()))
    pairs = np.array(list(itertools.product(range(most), repeat=2)), dtype=np.float64)
    assert_all_agree(_all_at(operand), pairs[None, :, :])


@pytest.mark.parametrize("first", range(0, 34, 3))
def test_operations_on_constants(first: int) -> None:
    """LLVM evaluates these itself."""
    for shift in (0, 1, 11, 17):
        operand: dict[Scalar, tuple[ir.Expr, ir.Expr]] = {}
        for type_, values in VALUES.items():
            a, b = values[first % len(values)], values[(first + shift) % len(values)]
            operand[type_] = ir.Const(type_, a), ir.Const(type_, b)
        assert_all_agree(_all_at(operand), np.zeros((1, 2, 2)))
