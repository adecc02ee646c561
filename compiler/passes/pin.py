"""Makes parameters constants: ``derive`` runs now, and what it computed becomes constants and tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ppc.compiler.interpreter import Interpreter
from ppc.compiler.ir.layout import Slot, Words
from ppc.compiler.ir.nodes import Block, Const, Copy, Expr, Load, Program, Read, Statement, Storage, Variable
from ppc.compiler.ir.types import BOOL, F64, Array, Scalar
from ppc.compiler.ir.walk import blocks, map_block, with_blocks


def pin(program: Program, parameters: Sequence[float]) -> Program:
    """``program`` at ``parameters``, f64[n_parameters]: without parameters, derived variables and ``derive``.

    ``reset``, ``step`` and ``finish`` read numbers in their place, arrays become tables of the same name.
    """
    interpreter = Interpreter(program)
    words = interpreter.constants(parameters)
    array = program.parameter_array
    fixed = {slot.variable.name: _fixed(slot, words) for slot in interpreter.layout.derived}
    if program.parameters:
        fixed[array.name] = _fixed(Slot(array, 0, len(program.parameters)), words)

    def rewrite(expr: Expr) -> Expr:
        if not isinstance(expr, (Read, Load)) or expr.variable.name not in fixed:
            return expr
        table = fixed[expr.variable.name]
        if isinstance(expr, Read):
            return Const(expr.type, table.values[0], expr.span)
        if isinstance(expr.index, Const):
            return Const(expr.type, table.values[min(max(int(expr.index.value), 0), len(table.values) - 1)], expr.span)
        return replace(expr, variable=table)

    def block(old: Block) -> Block:
        return _copies(map_block(old, rewrite), fixed)

    return replace(
        program,
        parameters=(),
        parameter_array=Variable(f"{array.name}_none" if program.parameters else array.name, Array(F64, 0), Storage.PARAMETER),
        derived=(),
        derive=(),
        reset=block(program.reset),
        step=block(program.step),
        finish=block(program.finish),
    )


def _fixed(slot: Slot, words: Words) -> Variable:
    """The table that takes the place of a variable."""
    type_ = slot.variable.type
    element: Scalar = type_.element if isinstance(type_, Array) else type_
    part = words[slot.offset : slot.offset + slot.words]
    values = part.tolist() if element is F64 else part.view("int64").tolist()
    if element is BOOL:
        values = [bool(v) for v in values]
    return Variable(slot.variable.name, type_, Storage.TABLE, tuple(values))


def _copies(block: Block, fixed: dict[str, Variable]) -> Block:
    result: list[Statement] = []
    for statement in block:
        if isinstance(statement, Copy) and statement.source.name in fixed:
            statement = replace(statement, source=fixed[statement.source.name])
        result.append(with_blocks(statement, tuple([_copies(b, fixed) for b in blocks(statement)])))
    return tuple(result)
