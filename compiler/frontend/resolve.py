"""The last step of the front end: literal indices become parameter indices, structural literals constants."""

from __future__ import annotations

from dataclasses import replace

from ppc.compiler.frontend.literals import Literals
from ppc.compiler.ir.nodes import Array, Const, Expr, Load, Program, Read, Storage, Variable
from ppc.compiler.ir.types import F64, I64
from ppc.compiler.ir.walk import expressions, map_block, statements, subexpressions


def resolve_parameters(program: Program, literals: Literals) -> Program:
    """Keeps the parameters that the program reads and that are not structural."""
    old = program.parameter_array
    read = {
        int(e.index.value)
        for block in (program.derive, program.reset, program.step)
        for statement in statements(block)
        for root in expressions(statement)
        if not isinstance(root, Read | Const)
        for e in subexpressions(root)
        if isinstance(e, Load) and e.variable is old and isinstance(e.index, Const)
    }
    all_parameters = literals.parameters()
    kept = [i for i in sorted(read) if i not in literals.structural]
    position = {index: i for i, index in enumerate(kept)}
    array = Variable(old.name, Array(F64, len(kept)), Storage.PARAMETER)

    def rewrite(e: Expr) -> Expr:
        if isinstance(e, Load) and e.variable is old:
            assert isinstance(e.index, Const)
            index = int(e.index.value)
            if index in position:
                return Load(array, Const(I64, position[index]), True, e.span)
            return Const(F64, literals.items[index].value, e.span)
        return e

    frozen = tuple(p for i, p in enumerate(all_parameters) if i in literals.structural)
    return replace(
        program,
        parameters=tuple(all_parameters[i] for i in kept),
        frozen=frozen,
        parameter_array=array,
        derive=map_block(program.derive, rewrite),
        reset=map_block(program.reset, rewrite),
        step=map_block(program.step, rewrite),
    )
