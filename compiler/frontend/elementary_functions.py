"""Compiles the elementary functions (plain Python in ``compiler/elementary``) to IR functions, on demand."""

from __future__ import annotations

import ast
import importlib
from functools import cache
from importlib import resources
from typing import Any

from ppc.compiler.elementary import FUNCTION_FILES
from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend import calls
from ppc.compiler.frontend.emitter import Names, OpenBlock, close
from ppc.compiler.frontend.evaluator import Evaluator, Frame
from ppc.compiler.frontend.literals import Literals
from ppc.compiler.frontend.values import Builtin, Num, Value, const
from ppc.compiler.ir.nodes import Function, Read, Variable
from ppc.compiler.ir.types import BOOL, F64, I64

_PACKAGE = "ppc.compiler.elementary"
_TYPES = {"float": F64, "int": I64, "bool": BOOL}


class PureEvaluator(Evaluator):
    """Evaluates total functions: nothing faults."""

    def fault(self, code: str, condition: Any, detail: str = "") -> None:
        pass


def _primitive(op: str) -> Value:
    return Builtin(op, lambda ev, args, kwargs: ar.unary(op, args[0]))


_PRIMITIVES: dict[str, Value] = {
    "f64_bits": _primitive("bits"),
    "f64_from_bits": _primitive("from_bits"),
    "sqrt": _primitive("sqrt"),
    "floor": _primitive("floor"),
    "rint": _primitive("rint"),
    "int_of": _primitive("f2i"),
    "INF": const(float("inf")),
    "NAN": const(float("nan")),
}


@cache
def _module(name: str) -> tuple[ast.Module, str]:
    source = resources.files(_PACKAGE).joinpath(f"{name}.py").read_text(encoding="utf-8")
    return ast.parse(source), source


class ElementaryFunctions:
    """``get(name)`` is the IR function; ``evaluate`` its value on numbers (the same code run by Python)."""

    def get(self, name: str) -> Function:
        return _compile(name)

    def evaluate(self, name: str, arguments: list[Any]) -> Any:
        module = importlib.import_module(f"{_PACKAGE}.{FUNCTION_FILES[name]}")
        return getattr(module, name)(*arguments)

    def closure(self, used: dict[str, Function]) -> tuple[Function, ...]:
        """The used functions and all that they call, callees first."""
        order: dict[str, Function] = {}

        def visit(name: str) -> None:
            if name in order:
                return
            for callee in _CALLEES.get(name, ()):
                visit(callee)
            order[name] = self.get(name)

        for name in sorted(used):
            visit(name)
        return tuple(order.values())


_CALLEES: dict[str, tuple[str, ...]] = {}
FUNCTIONS = ElementaryFunctions()


@cache
def _compile(name: str) -> Function:
    file = FUNCTION_FILES[name]
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
    _CALLEES[name] = tuple(sorted(ev.used_functions))
    doc = (ast.get_docstring(node) or "").split("\n")[0]
    return Function(name, tuple(parameters), close(block), result.expr, doc)


def _load(ev: Evaluator, file: str, frames: dict[str, Frame]) -> Frame:
    """Evaluates a module of the library in a frame of its own."""
    if file in frames:
        return frames[file]
    module, _ = _module(file)
    frame = frames[file] = Frame(file, {})
    for node in module.body:
        if isinstance(node, ast.ImportFrom):
            source = (node.module or "").removeprefix(_PACKAGE + ".")
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
    if source == "primitives":
        return _PRIMITIVES[name]
    if name in FUNCTION_FILES:
        return Builtin(name, lambda ev, args, kwargs: ar.call(ev, name, *args))
    return _load(ev, source, frames).locals[name]
