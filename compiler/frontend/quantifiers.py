"""``any``, ``all`` and ``next`` of a generator expression, which stop at the first item that decides."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from ppc.compiler.frontend import calls, comprehensions, syntax
from ppc.compiler.frontend.errors import NeedsStatic
from ppc.compiler.frontend.values.checkpoint import Checkpoint, changed_since
from ppc.compiler.frontend.values.values import Builtin, Tuple, UserFunction, Value

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator

_STOP = ("any", "all", "next")
_DEFAULT = " default"  # a name that no policy can spell


def quantified(ev: Evaluator, node: ast.Call, function: Value) -> Value | None:
    """The call as a loop that is left early; None where evaluating all items gives the same, or it is another call.

    All items are evaluated where that can raise and change nothing: code without branches is faster.
    """
    if not isinstance(function, Builtin) or function.name not in _STOP or not node.args or node.keywords:
        return None
    generator = node.args[0]
    if not isinstance(generator, ast.GeneratorExp) or len(node.args) > 1 + (function.name == "next"):
        return None
    if not ev.trying and node not in ev.quantifiers:
        point, faults = Checkpoint(ev), ev.out.faults
        try:
            if not comprehensions.unknown_length(ev, generator.generators):
                ev.run_through.add(generator)
                items = ev.evaluate(generator)
                changed = ev.out.faults != faults or changed_since(ev, point)
                value = function.call(ev, [items, *(ev.evaluate(a) for a in node.args[1:])], {})
                if not changed and (function.name == "next" or ev.out.faults == faults):
                    return value
        except NeedsStatic:
            pass
        point.rollback(ev)
    if node not in ev.quantifiers:
        ev.quantifiers[node] = _function(generator, function.name, len(node.args) > 1)
    default = [ev.evaluate(a) for a in node.args[1:]]
    result = calls.call_user(ev, UserFunction(ev.quantifiers[node], function.name, None, ev.frame), default, {}, node)
    if not isinstance(result, Tuple):
        return result
    ev.frame.locals.update(zip(_named(generator), result.items[1:], strict=True))
    return result.items[0]


def _named(generator: ast.GeneratorExp) -> list[str]:
    """What ``:=`` binds in a generator: names of the function around it."""
    return sorted({n.target.id for n in syntax.walk(generator) if isinstance(n, ast.NamedExpr)})


def _function(generator: ast.GeneratorExp, kind: str, default: bool) -> ast.FunctionDef:
    """The generator's loops as a function that returns as soon as an item decides: any item for ``next``.

    It returns a tuple of the answer and the names that ``:=`` bound, where there are any.
    """
    names = _named(generator)
    element = generator.elt
    last: ast.stmt
    if kind == "next":
        found: ast.stmt = _return(element, names, element)
        last = _return(ast.Name(_DEFAULT, ast.Load()), names, element) if default else ast.Raise(_name("StopIteration"))
    else:
        stop_on = kind == "any"
        test = element if stop_on else ast.copy_location(ast.UnaryOp(ast.Not(), element), element)
        found = ast.If(test, [_return(ast.Constant(stop_on), names, element)], [])
        last = _return(ast.Constant(not stop_on), names, element)
    for g in reversed(generator.generators):
        for condition in reversed(g.ifs):
            found = ast.copy_location(ast.If(condition, [found], []), condition)
        found = ast.copy_location(ast.For(g.target, g.iter, [found], []), g.target)
    arguments = ast.arguments([], [ast.arg(_DEFAULT)] if default else [], None, [], [], None, [])
    function = ast.FunctionDef(kind, arguments, [found, last], [])
    for n in ast.walk(function):
        if isinstance(n, ast.stmt | ast.expr) and not hasattr(n, "lineno"):
            ast.copy_location(n, element)
    return ast.copy_location(function, generator)


def _name(text: str) -> ast.Name:
    return ast.Name(text, ast.Load())


def _return(answer: ast.expr, names: list[str], place: ast.expr) -> ast.Return:
    if names:
        answer = ast.Tuple([answer, *(ast.Name(name, ast.Load()) for name in names)], ast.Load())
    return ast.copy_location(ast.Return(answer), place)
