"""``any(...)`` and ``all(...)`` of a generator expression, which stop at the first item that decides."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from ppc.compiler.frontend import calls, comprehensions
from ppc.compiler.frontend.errors import NeedsStatic
from ppc.compiler.frontend.values.checkpoint import Checkpoint
from ppc.compiler.frontend.values.values import Builtin, UserFunction, Value

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator


def quantified(ev: Evaluator, node: ast.Call, function: Value) -> Value | None:
    """The call as a loop that is left early; None where evaluating all items gives the same, or it is another call.

    All items are evaluated where that can raise nothing: code without branches is faster.
    """
    if not (isinstance(function, Builtin) and function.name in ("any", "all") and len(node.args) == 1 and not node.keywords):
        return None
    generator = node.args[0]
    if not isinstance(generator, ast.GeneratorExp):
        return None
    if not ev.trying and node not in ev.quantifiers:
        point, faults = Checkpoint(ev), ev.out.faults
        try:
            if not comprehensions.unknown_length(ev, generator.generators):
                value = function.call(ev, [ev.evaluate(generator)], {})
                if ev.out.faults == faults:
                    return value
        except NeedsStatic:
            pass
        point.rollback(ev)
    if node not in ev.quantifiers:
        ev.quantifiers[node] = _function(generator, function.name == "any")
    return calls.call_user(ev, UserFunction(ev.quantifiers[node], function.name, None, ev.frame), [], {}, node)


def _function(generator: ast.GeneratorExp, stop_on: bool) -> ast.FunctionDef:
    """The generator's loops as a function that returns as soon as an item has the truth ``stop_on``."""
    element = generator.elt
    test = element if stop_on else ast.copy_location(ast.UnaryOp(ast.Not(), element), element)
    found: ast.stmt = ast.If(test, [_return(stop_on, element)], [])
    for g in reversed(generator.generators):
        for condition in reversed(g.ifs):
            found = ast.copy_location(ast.If(condition, [found], []), condition)
        found = ast.copy_location(ast.For(g.target, g.iter, [found], []), g.target)
    arguments = ast.arguments([], [], None, [], [], None, [])
    function = ast.FunctionDef("any" if stop_on else "all", arguments, [found, _return(not stop_on, element)], [])
    for n in ast.walk(function):
        if isinstance(n, ast.stmt | ast.expr) and not hasattr(n, "lineno"):
            ast.copy_location(n, element)
    return ast.copy_location(function, generator)


def _return(value: bool, place: ast.expr) -> ast.Return:
    return ast.copy_location(ast.Return(ast.copy_location(ast.Constant(value), place)), place)
