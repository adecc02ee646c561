"""Pins a program for export and keeps the names: ``passes.pin`` makes parameters and derived values numbers, but an
exported file should still say ``kp * error``, so that here they first become constants that bear their names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ppc.compiler.interpreter import Interpreter
from ppc.compiler.ir.nodes import Const, Expr, Load, Program, Read, Storage, Variable
from ppc.compiler.ir.types import BOOL, F64, I64, Array, Scalar
from ppc.compiler.ir.walk import map_block, read_variables, variables
from ppc.compiler.passes.pin import pin
from ppc.targets.prune import prune


@dataclass(frozen=True)
class Frozen:
    """``program`` without parameters and derive; ``constants`` and ``tables`` are TABLE variables that it reads,
    ``parameter_of`` maps a constant's name to the index of the parameter whose value it is."""

    program: Program
    constants: tuple[Variable, ...]
    tables: tuple[Variable, ...]
    parameter_of: dict[str, int]


def freeze(program: Program, parameters: Sequence[float]) -> Frozen:
    """``program`` with ``parameters``, f64[n_parameters], made constants."""
    values = [float(v) for v in parameters]
    derived = _derived_scalars(program, values)
    array = program.parameter_array
    # A parameter often shares its name with the field that starts from it: the colon keeps them apart.
    named = [
        Variable(f"parameter:{p.name}", F64, Storage.TABLE, (v,))
        for p, v in zip(program.parameters, values, strict=True)
    ]

    def constant(expr: Expr) -> Expr:
        match expr:
            case Load(variable=v, index=Const(value=at)) if v.name == array.name:
                return Read(named[min(max(int(at), 0), len(named) - 1)], expr.span)
            case Read(variable=v) if v.name in derived:
                return Read(derived[v.name], expr.span)
        return expr

    program = replace(
        program,
        reset=map_block(program.reset, constant),
        step=map_block(program.step, constant),
        finish=map_block(program.finish, constant),
    )
    pinned = prune(pin(program, values))
    read = _tables_read(pinned)
    index_of = {v.name: i for i, v in enumerate(named)}
    scalars = [v for v in read if not isinstance(v.type, Array)]
    return Frozen(
        pinned,
        tuple(sorted(scalars, key=lambda v: index_of.get(v.name, len(named)))),
        tuple(v for v in read if isinstance(v.type, Array)),
        {v.name: index_of[v.name] for v in scalars if v.name in index_of},
    )


def _derived_scalars(program: Program, parameters: Sequence[float]) -> dict[str, Variable]:
    interpreter = Interpreter(program)
    words = np.asarray(interpreter.constants(parameters), dtype=np.float64)
    found = {}
    for slot in interpreter.layout.derived:
        variable = slot.variable
        if not isinstance(variable.type, Scalar):
            continue
        value: float | int | bool = float(words[slot.offset])
        if variable.type in (I64, BOOL):
            value = int(words.view(np.int64)[slot.offset])
        if variable.type is BOOL:
            value = bool(value)
        found[variable.name] = Variable(variable.name, variable.type, Storage.TABLE, (value,))
    return found


def _tables_read(program: Program) -> list[Variable]:
    found: dict[str, Variable] = {}
    for block in (program.reset, program.step, program.finish):
        found.update(variables(block))
    for function in program.functions:
        found.update(variables(function.body))
        found.update({v.name: v for v in read_variables(function.result)})
    return [v for v in found.values() if v.storage is Storage.TABLE]
