"""Recursion whose depth only a run can tell: followed to an assumed depth, below which a step faults."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from ppc.compiler.frontend import memos, syntax
from ppc.compiler.frontend.errors import NeedsStatic, Unsupported
from ppc.compiler.frontend.values.values import NONE, UserFunction, Value, const

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator

_ENDS = 8  # calls at the assumed depth: a function that calls itself twice has too many ways to be written out


def too_deep(ev: Evaluator, function: UserFunction, depth: int, node: ast.AST | None) -> Value:
    """What a call beyond the assumed depth gives: a fault, where calls go on one at a time, as those of the handlers of a
    state machine do. Other recursion is refused."""
    error = (NeedsStatic if ev.loops else Unsupported)(  # the turns of a loop may tell how deep
        "PPC805",
        f"'{function.name}' calls itself too deeply",
        help="write the recursion as a loop with a bound, or let __init__ fill a table by it",
    )
    if ev.loops or ev.stage == "derive" or not depth or memos.is_cached(function):
        raise error
    outermost = next(f for f in ev.frames if f.function is function.node)
    outermost.ends += 1
    endless = outermost.exits is None or ev.out.block is outermost.exits.entry  # nothing on the way here may end it
    if endless or outermost.ends > _ENDS:
        raise error
    ev.fault("loop_bound", const(True), f"'{function.name}' calls itself too deeply")
    return NONE if _is_returned(ev, node) else const(0)


def _is_returned(ev: Evaluator, node: ast.AST | None) -> bool:
    """Whether the function on top returns what the call gives."""
    around = ev.frames[-1].function
    return around is not None and any(isinstance(n, ast.Return) and n.value is node for n in syntax.walk(around))
