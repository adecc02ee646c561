"""Faults of ``__init__`` and ``reset()`` show in every step that follows.

Where they occur Python would have raised, and there would be no controller. They run before there is a step whose status
could tell, so each entry keeps the first of its faults in a variable, which the steps look at.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ppc.compiler.faults import FAULTS
from ppc.compiler.ir.nodes import (
    Assign,
    Binary,
    Block,
    Const,
    Expr,
    Fault,
    Faulted,
    FaultSite,
    If,
    Loop,
    Program,
    Read,
    Select,
    Statement,
    Storage,
    Variable,
)
from ppc.compiler.ir.types import BOOL, I64
from ppc.compiler.ir.walk import blocks, map_block, statements, with_blocks

INIT = Variable("init_fault_", I64, Storage.DERIVED)  # no name of the front end ends like this
RESET = Variable("reset_fault_", I64, Storage.STATE)


def run(program: Program) -> Program:
    """``program`` whose steps raise the first disqualifying fault of ``derive``, and of ``reset``, once more."""
    derive, of_derive = _kept(program.derive, INIT, program.sites)
    reset, of_reset = _kept(program.reset, RESET, program.sites)
    step = (*_raised(INIT, of_derive), *_raised(RESET, of_reset), *program.step)
    derived = (*program.derived, INIT) if of_derive else program.derived
    state = (*program.state, RESET) if of_reset else program.state
    return replace(program, derive=derive, reset=reset, step=step, derived=derived, state=state)


def without_impossible(program: Program, never: Callable[[Expr], bool]) -> Program:
    """A pinned ``program`` without what ``run`` made for faults that ``never`` occur with its constants."""
    reset, step = _without(program.reset, never), program.step
    noted = [s for s in statements(reset) if _notes(s)]
    if noted and not any(isinstance(s.value, Select) for s in noted if isinstance(s, Assign)):
        reset = tuple(s for s in reset if not _notes(s))
        step = map_block(step, lambda e: Const(I64, 0) if isinstance(e, Read) and e.variable.name == RESET.name else e)
        program = replace(program, state=tuple(v for v in program.state if v.name != RESET.name))
    step = tuple(s for s in step if not (isinstance(s, If) and _asks(s.condition) and never(s.condition)))
    return replace(program, reset=reset, step=step)


def _asks(condition: Expr) -> bool:
    """Whether a branch is one for the faults of an entry, which may be known by now."""
    operand = condition.left if isinstance(condition, Binary) and condition.op == "ine" else None
    return isinstance(operand, Const) or (isinstance(operand, Read) and operand.variable.name == INIT.name)


def _notes(statement: Statement) -> bool:
    return isinstance(statement, Assign) and statement.variable.name == RESET.name


def _without(block: Block, never: Callable[[Expr], bool]) -> Block:
    def occurs(s: Statement) -> bool:
        return not (isinstance(s, Assign) and _notes(s) and isinstance(s.value, Select) and never(s.value.condition))

    return tuple(with_blocks(s, tuple(_without(b, never) for b in blocks(s))) for s in block if occurs(s))


def _kept(block: Block, first: Variable, sites: tuple[FaultSite, ...]) -> tuple[Block, list[int]]:
    """``block`` that leaves one more than the site of its first disqualifying fault in ``first``, 0 if there is none; and
    the sites that may be it."""
    found = {_site(s, sites) for s in statements(block)} - {None}
    if not found:
        return block, []
    return (Assign(first, Const(I64, 0)), *_noting(block, first, sites)), sorted(s for s in found if s is not None)


def _noting(block: Block, first: Variable, sites: tuple[FaultSite, ...]) -> Block:
    result: list[Statement] = []
    for statement in block:
        result.append(with_blocks(statement, tuple([_noting(b, first, sites) for b in blocks(statement)])))
        site = _site(statement, sites)
        if site is not None:
            # What was raised elsewhere was noted there, so that a new fault behind a loop is that of the loop.
            raised: Expr = statement.condition if isinstance(statement, Fault) else Faulted()
            new = Binary("and", raised, Binary("ieq", Read(first), Const(I64, 0), BOOL), BOOL)
            result.append(Assign(first, Select(new, Const(I64, site + 1), Read(first), I64)))
    return tuple(result)


def _site(statement: Statement, sites: tuple[FaultSite, ...]) -> int | None:
    """The disqualifying fault site of a statement itself."""
    site = statement.site if isinstance(statement, Fault | Loop) else None
    return site if site is not None and FAULTS[sites[site].code].disqualifying else None


def _raised(first: Variable, sites: list[int]) -> Block:
    if not sites:
        return ()
    again = tuple(Fault(s, Binary("ieq", Read(first), Const(I64, s + 1), BOOL)) for s in sites)
    return (If(Binary("ine", Read(first), Const(I64, 0), BOOL), again, ()),)
