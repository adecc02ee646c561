"""``any(...)`` and ``all(...)`` of a generator expression, which stop at the first item that decides."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ppc.compiler.frontend import calls, comprehensions, syntax
from ppc.compiler.frontend.errors import NeedsStatic
from ppc.compiler.frontend.values.checkpoint import Checkpoint
from ppc.compiler.frontend.values.values import Bounded, Buffer, Builtin, Tuple, UserFunction, Value

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator


def quantified(ev: Evaluator, node: ast.Call, function: Value) -> Value | None:
    """The call as a loop that is left early; None where evaluating all items gives the same, or it is another call.

    All items are evaluated where that can raise and change nothing: code without branches is faster.
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
                if ev.out.faults == faults and not _changes(ev, point):
                    return value
        except NeedsStatic:
            pass
        point.rollback(ev)
    if node not in ev.quantifiers:
        ev.quantifiers[node] = _function(generator, function.name == "any")
    result = calls.call_user(ev, UserFunction(ev.quantifiers[node], function.name, None, ev.frame), [], {}, node)
    if not isinstance(result, Tuple):
        return result
    ev.frame.locals.update(zip(_named(generator), result.items[1:], strict=True))
    return result.items[0]


def _named(generator: ast.GeneratorExp) -> list[str]:
    """What ``:=`` binds in a generator: names of the function around it."""
    return sorted({n.target.id for n in syntax.walk(generator) if isinstance(n, ast.NamedExpr)})


def _changes(ev: Evaluator, point: Checkpoint) -> bool:
    """Whether anything was assigned since ``point``: an object, a name around the generator, or memory that was there."""
    before = point.store
    if any(ev.heap.get(id) is not content for id, content in before.heap.items()):
        return True
    if any(f.locals.get(k) is not v for f, old in zip(ev.frames, before.frames, strict=False) for k, v in old.items()):
        return True
    if any(f.locals.keys() - old.keys() for f, old in zip(ev.frames, before.frames, strict=False)):
        return True
    memory = set()
    for content in before.heap.values():
        if isinstance(content, Buffer) and content.variable is not None:
            memory.add(content.variable.name)
        elif isinstance(content, Bounded):
            memory.update(v.name for v in content.columns)
    return bool(memory) and _writes(ev.out.block[point.length :], memory)


def _writes(block: Iterable[Any], memory: set[str]) -> bool:
    for statement in block:
        written = getattr(statement, "target", None) or getattr(statement, "variable", None)
        if getattr(written, "name", "") in memory:
            return True
        if any(_writes(getattr(statement, part, ()), memory) for part in ("then", "orelse", "body", "statements")):
            return True
    return False


def _function(generator: ast.GeneratorExp, stop_on: bool) -> ast.FunctionDef:
    """The generator's loops as a function that returns as soon as an item has the truth ``stop_on``.

    It returns a tuple of that and the names that ``:=`` bound, where there are any.
    """
    names = _named(generator)
    element = generator.elt
    test = element if stop_on else ast.copy_location(ast.UnaryOp(ast.Not(), element), element)
    found: ast.stmt = ast.If(test, [_return(stop_on, names, element)], [])
    for g in reversed(generator.generators):
        for condition in reversed(g.ifs):
            found = ast.copy_location(ast.If(condition, [found], []), condition)
        found = ast.copy_location(ast.For(g.target, g.iter, [found], []), g.target)
    arguments = ast.arguments([], [], None, [], [], None, [])
    function = ast.FunctionDef("any" if stop_on else "all", arguments, [found, _return(not stop_on, names, element)], [])
    for n in ast.walk(function):
        if isinstance(n, ast.stmt | ast.expr) and not hasattr(n, "lineno"):
            ast.copy_location(n, element)
    return ast.copy_location(function, generator)


def _return(value: bool, names: list[str], place: ast.expr) -> ast.Return:
    answer: ast.expr = ast.copy_location(ast.Constant(value), place)
    if names:
        answer = ast.Tuple([answer, *(ast.Name(name, ast.Load()) for name in names)], ast.Load())
    return ast.copy_location(ast.Return(answer), place)
