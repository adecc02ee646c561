"""The passes in their order."""

from __future__ import annotations

from dataclasses import replace

from ppc.compiler.ir.nodes import Function, Program, Storage, Variable
from ppc.compiler.ir.types import F64, Array
from ppc.compiler.ir.verify import verify
from ppc.compiler.passes import dce, fold, forward, share

_PASSES = (fold.run, dce.run, forward.run, share.run)
_INTERFACE = (
    Variable("parameters", Array(F64, 0), Storage.PARAMETER),
    Variable("observation", Array(F64, 1), Storage.OBSERVATION),
    Variable("action", Array(F64, 1), Storage.ACTION),
)


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


def finish(function: Function, callees: tuple[Function, ...]) -> Function:
    """A library function after all passes, which leave it alone from now on. ``callees`` are all that it reaches, in order."""
    program = Program("library", (), *_INTERFACE, (), (), callees, (), (), (), (), ())
    done = forward.run_function(dce.run_function(fold.run_function(program, function)))
    done = replace(done, finished=True)
    verify(replace(program, functions=(*callees, done)))
    return done
