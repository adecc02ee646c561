"""Which variables may be read before they are assigned: these alone need a zero on entry."""

from __future__ import annotations

from ppc.compiler.ir.nodes import Assign, Block, Break, Continue, Copy, Expr, Fill, For, If, Loop, Store, Variable
from ppc.compiler.ir.walk import expressions, read_variables


def maybe_unassigned(block: Block, result: Expr | None = None) -> dict[str, Variable]:
    """Name -> variable that ``block``, or ``result`` after it, may read before a full assignment.

    A store into one element does not assign an array.
    """
    found: dict[str, Variable] = {}
    after = _block(block, set(), found)
    if result is not None:
        _reads(result, after or set(), found)
    return found


def _reads(expr: Expr, assigned: set[str], found: dict[str, Variable]) -> None:
    for variable in read_variables(expr):
        if variable.name not in assigned:
            found[variable.name] = variable


def _block(block: Block, assigned: set[str], found: dict[str, Variable]) -> set[str] | None:
    """Names assigned after ``block``, None when control never gets there; takes ``assigned`` over."""
    for statement in block:
        for expr in expressions(statement):
            _reads(expr, assigned, found)
        match statement:
            case Assign():
                assigned.add(statement.variable.name)
            case Fill():
                assigned.add(statement.target.name)
            case Copy():
                if statement.source.name not in assigned:
                    found[statement.source.name] = statement.source
                assigned.add(statement.target.name)
            case Store():
                if statement.variable.name not in assigned:
                    found[statement.variable.name] = statement.variable
            case If():
                arms = [_block(b, set(assigned), found) for b in (statement.then, statement.orelse)]
                reached = [arm for arm in arms if arm is not None]
                if not reached:
                    return None
                assigned = set.intersection(*reached)
            case For():
                _block(statement.body, assigned | {statement.index.name}, found)
            case Loop():
                _block(statement.body, set(assigned), found)
            case Break() | Continue():
                return None
            case _:
                pass
    return assigned
