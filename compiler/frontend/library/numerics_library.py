"""Calls of ``compiler/numerics``: library algorithms in the policy language, inlined like a policy's own functions."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from ppc.compiler.frontend import calls
from ppc.compiler.frontend.values.values import Builtin, Module, UserClass, UserFunction, Value
from ppc.compiler.numerics import MODULES

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator, Frame

_PACKAGE = "ppc.compiler.numerics"
LIBRARY_CLASS = "library"  # the kind of a class of ours: policies see its methods only


@cache
def _module(name: str) -> ast.Module:
    text = resources.files(_PACKAGE).joinpath(f"{name}.py").read_text(encoding="utf-8")
    return ast.parse(text)


@contextmanager
def inside(ev: Evaluator) -> Iterator[None]:
    """While a library algorithm is evaluated, places in it are reported as the call's."""
    outer, ev.library_span = ev.library_span, ev.library_span or ev.span
    try:
        yield
    finally:
        ev.library_span = outer


def frame(ev: Evaluator, name: str) -> Frame:
    """The functions, classes and constants of a file of ``compiler/numerics``."""
    from ppc.compiler.frontend.evaluator import Frame

    found = ev.library_frames.get(name)
    if found is None:
        found = Frame(name, {"np": Module("numpy"), "itertools": Module("itertools")})
        ev.frames.append(found)
        try:
            with inside(ev):
                for node in _module(name).body:
                    _define(ev, found, node)
        finally:
            ev.frames.pop()
        ev.library_frames[name] = found
    result: Frame = found
    return result


def _define(ev: Evaluator, into: Frame, node: ast.stmt) -> None:
    if isinstance(node, ast.FunctionDef):
        defaults = tuple(ev.evaluate(d) for d in node.args.defaults)
        into.locals[node.name] = UserFunction(node, node.name, None, into, defaults)
    elif isinstance(node, ast.ClassDef):
        into.locals[node.name] = _library_class(ev, node, into)
    elif isinstance(node, ast.Assign):
        ev.statement(node)
    elif isinstance(node, ast.ImportFrom):
        for alias in node.names:
            into.locals[alias.asname or alias.name] = _imported(ev, node.module or "", alias.name)


def _imported(ev: Evaluator, module: str, name: str) -> Value:
    from ppc.compiler.frontend.library.elementary_functions import FUNCTION_MODULES, PRIMITIVES, function_value

    if module == "typing":
        return None
    if name == "require":
        return Builtin(name, _require)
    if name in FUNCTION_MODULES or name in PRIMITIVES:
        return function_value(name)
    return frame(ev, module.removeprefix(f"{_PACKAGE}.")).locals[name]


def _library_class(ev: Evaluator, node: ast.ClassDef, around: Frame) -> UserClass:
    from ppc.compiler.frontend import classes

    cls = classes.make_class(ev, node)
    cls.kind = LIBRARY_CLASS
    # Names in a method are looked up in its own file, and not in the policy.
    cls.methods = {n: (kind, replace(function, closure=around)) for n, (kind, function) in cls.methods.items()}
    return cls


def _require(ev: Evaluator, args: list[Value], kwargs: dict[str, Value]) -> Value:
    from ppc.compiler.frontend import arithmetic as ar
    from ppc.compiler.frontend.values.values import NONE

    ev.fault("value", ar.logical_not(ar.to_bool(args[0])), "an argument of a random function is outside of what it accepts")
    return NONE


def call(ev: Evaluator, name: str, arguments: list[Value]) -> Value:
    """Inlines a library algorithm of ``MODULES``."""
    return call_in(ev, MODULES[name], name, arguments)


def call_in(ev: Evaluator, file: str, name: str, arguments: list[Value], named: dict[str, Value] | None = None) -> Value:
    """Inlines a function of a file of ``compiler/numerics``."""
    function = frame(ev, file).locals[name]
    with inside(ev):
        return calls.call_user(ev, function, arguments, named or {}, function.node)


def call_method(ev: Evaluator, receiver: Any, name: str, args: list[Value], kwargs: dict[str, Value] | None = None) -> Value:
    """Inlines a method of an object of a library class."""
    found = ev.heap[receiver.id].cls.find_method(name)
    assert found is not None, name
    with inside(ev):
        return calls.call_user(ev, found[1], [receiver, *args], kwargs or {}, found[1].node)


def builtin(name: str) -> Builtin:
    """A library algorithm as a function value."""
    return Builtin(name, lambda ev, args, kwargs: call(ev, name, args))
