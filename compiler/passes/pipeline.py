"""The passes in their order."""

from __future__ import annotations

from ppc.compiler.ir.nodes import Program
from ppc.compiler.ir.verify import verify
from ppc.compiler.passes import dce, fold, forward

_PASSES = (fold.run, dce.run, forward.run)


def optimise(program: Program, *, check: bool = False) -> Program:
    """A program with the same bits and less code, verified; ``check`` verifies after each pass as well.

    Raises VerifyError when a pass broke the program.
    """
    for run in _PASSES:
        program = run(program)
        if check:
            verify(program)
    if not check:
        verify(program)
    return program
