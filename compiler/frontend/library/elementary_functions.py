"""Compiles the elementary functions (plain Python in ``compiler/elementary``) to IR functions, on demand.

Those of ``compiler/numerics`` that work on single numbers, the random generators' bit arithmetic, are compiled likewise.
"""

from __future__ import annotations

import ast
import importlib
from functools import cache
from importlib import resources
from typing import Any

from ppc.compiler import elementary, numerics
from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend import calls
from ppc.compiler.frontend.emitter import Names, OpenBlock, close
from ppc.compiler.frontend.evaluator import Evaluator, Frame
from ppc.compiler.frontend.library import function_cache
from ppc.compiler.frontend.literals import Literals
from ppc.compiler.frontend.values.values import Builtin, Num, Value, const
from ppc.compiler.ir.nodes import Function, Read, Variable
from ppc.compiler.ir.types import BOOL, F64, I64, Scalar
from ppc.compiler.passes import pipeline

_ELEMENTARY, _NUMERICS = elementary.__name__, numerics.__name__
# Function -> the module that defines it.
FUNCTION_MODULES = {
    **{name: f"{_ELEMENTARY}.{file}" for name, file in elementary.FUNCTION_FILES.items()},
    **{name: f"{_NUMERICS}.{file}" for name, file in numerics.FUNCTION_FILES.items()},
}
_TYPES = {"float": F64, "int": I64, "bool": BOOL}


class PureEvaluator(Evaluator):
    """Evaluates total functions: nothing faults."""

    def fault(self, code: str, condition: Any, detail: str = "", raises: str = "", room: int = 0) -> None:
        pass


def _primitive(op: str) -> Value:
    return Builtin(op, lambda ev, args, kwargs: ar.unary(op, args[0]))


PRIMITIVES: dict[str, Value] = {
    "f64_bits": _primitive("bits"),
    "f64_from_bits": _primitive("from_bits"),
    "sqrt": _primitive("sqrt"),
    "floor": _primitive("floor"),
    "rint": _primitive("rint"),
    "int_of": _primitive("f2i"),
    "INF": const(float("inf")),
    "NAN": const(float("nan")),
    "wrap": Builtin("wrap", lambda ev, args, kwargs: args[0]),  # integers wrap by themselves
}
_PRIMITIVE_MODULES = (f"{_ELEMENTARY}.primitives", f"{_NUMERICS}.words")


@cache
def _module(name: str) -> tuple[ast.Module, str]:
    package, _, file = name.rpartition(".")
    source = resources.files(package).joinpath(f"{file}.py").read_text(encoding="utf-8")
    return ast.parse(source), source


class ElementaryFunctions:
    """``get(name)`` is the IR function; ``evaluate`` its value on numbers (the same code run by Python)."""

    def get(self, name: str) -> Function:
        return _compile(name)

    def evaluate(self, name: str, arguments: list[Any]) -> Any:
        module = importlib.import_module(FUNCTION_MODULES[name])
        return getattr(module, name)(*arguments)

    def closure(self, used: dict[str, Function]) -> tuple[Function, ...]:
        """The used functions and all that they call, callees first."""
        order: dict[str, Function] = {}

        def visit(name: str) -> None:
            if name in order:
                return
            function = self.get(name)
            for callee in _CALLEES[name]:
                visit(callee)
            order[name] = function

        for name in sorted(used):
            visit(name)
        return tuple(order.values())


_CALLEES: dict[str, tuple[str, ...]] = {}
FUNCTIONS = ElementaryFunctions()


@cache
def _compile(name: str) -> Function:
    function, _CALLEES[name] = function_cache.load(name) or _build(name)
    return function


def _build(name: str) -> tuple[Function, tuple[str, ...]]:
    """Compiles the text of a function; answers it with the functions that it calls."""
    file = FUNCTION_MODULES[name]
    module, source = _module(file)
    ev = PureEvaluator(module, source, Literals(ast.Module([], []), ""), FUNCTIONS, Names(f"{name}__"))
    ev.frames.append(Frame("<module>", {}, is_module=True))
    frames: dict[str, Frame] = {}
    frame = _load(ev, file, frames)
    function = frame.locals[name]
    node = function.node
    parameters = []
    arguments: list[Value] = []
    for a in node.args.args:
        kind = _TYPES[ast.unparse(a.annotation)]
        variable = Variable(ev.out.names.fresh(a.arg), kind)
        parameters.append(variable)
        arguments.append(Num(kind, Read(variable)))
    block: OpenBlock = []
    ev.out.block = block
    result = calls.call_user(ev, function, arguments, {}, None)
    assert isinstance(result, Num)
    result = ev.hold(result, "result")
    if ev.out.block is not block:
        raise AssertionError(f"{name} ends in a nested block")
    doc = (ast.get_docstring(node) or "").split("\n")[0]
    raw = Function(name, tuple(parameters), close(block), result.expr, doc)
    finished = pipeline.finish(raw, FUNCTIONS.closure(ev.used_functions))
    callees = tuple(sorted(ev.used_functions))
    function_cache.save(finished, callees)
    return finished, callees


def _load(ev: Evaluator, file: str, frames: dict[str, Frame]) -> Frame:
    """Evaluates a module of the library in a frame of its own."""
    if file in frames:
        return frames[file]
    module, _ = _module(file)
    frame = frames[file] = Frame(file, {})
    for node in module.body:
        if isinstance(node, ast.ImportFrom):
            source = node.module or ""
            if source == "__future__":
                continue
            for alias in node.names:
                frame.locals[alias.name] = _imported(ev, source, alias.name, frames)
        elif isinstance(node, ast.FunctionDef | ast.Assign | ast.AnnAssign):
            ev.frames.append(frame)
            ev.statement(node)
            ev.frames.pop()
    return frame


def _imported(ev: Evaluator, source: str, name: str, frames: dict[str, Frame]) -> Value:
    if source in _PRIMITIVE_MODULES:
        return PRIMITIVES[name]
    if name in FUNCTION_MODULES:
        return function_value(name)
    return _load(ev, source, frames).locals[name]


def function_value(name: str) -> Builtin:
    """An IR function, or a primitive operation, as a function value of the front end."""
    if name not in FUNCTION_MODULES:
        value = PRIMITIVES[name]
        assert isinstance(value, Builtin)
        return value

    def run(ev: Evaluator, args: list[Value], kwargs: dict[str, Value]) -> Value:
        types = [p.type for p in ev.elementary(name).parameters]
        return ar.call(ev, name, *(ar.coerce(ev, a, t) for a, t in zip(args, types, strict=True) if isinstance(t, Scalar)))

    return Builtin(name, run)
