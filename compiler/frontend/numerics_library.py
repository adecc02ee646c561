"""Calls of ``compiler/numerics``: library algorithms in the policy language, inlined like a policy's own functions."""

from __future__ import annotations

import ast
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from ppc.compiler.frontend import calls
from ppc.compiler.frontend.values import Builtin, Module, UserFunction, Value
from ppc.compiler.numerics import MODULES

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator, Frame

_PACKAGE = "ppc.compiler.numerics"


@cache
def _module(name: str) -> ast.Module:
    text = resources.files(_PACKAGE).joinpath(f"{name}.py").read_text(encoding="utf-8")
    return ast.parse(text)


def _frame(ev: Evaluator, name: str) -> Frame:
    from ppc.compiler.frontend.evaluator import Frame

    found = ev.library_frames.get(name)
    if found is None:
        found = Frame(name, {"np": Module("numpy")})
        for node in _module(name).body:
            if isinstance(node, ast.FunctionDef):
                found.locals[node.name] = UserFunction(node, node.name, None, found)
        ev.library_frames[name] = found
    frame: Frame = found
    return frame


def call(ev: Evaluator, name: str, arguments: list[Value]) -> Value:
    """Inlines a library algorithm; places in it are reported as the call's."""
    function = _frame(ev, MODULES[name]).locals[name]
    outer, ev.library_span = ev.library_span, ev.library_span or ev.span
    try:
        return calls.call_user(ev, function, arguments, {}, function.node)
    finally:
        ev.library_span = outer


def builtin(name: str) -> Builtin:
    """A library algorithm as a function value."""
    return Builtin(name, lambda ev, args, kwargs: call(ev, name, args))
