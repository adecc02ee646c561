"""The text form of a program, for golden tests and for reading.

One statement a line; operations in prefix form; ``a[i]`` is proven in bounds, ``a[clamp i]`` is not. Floats
are the shortest digits that read back to the same bits. Equal programs have equal texts, spans aside.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ppc.compiler.ir.nodes import (
    Assign,
    Binary,
    Block,
    Break,
    Call,
    Const,
    Continue,
    Copy,
    Expr,
    Fault,
    Faulted,
    Fill,
    For,
    Function,
    If,
    Load,
    Loop,
    Program,
    Read,
    Select,
    Statement,
    Storage,
    Store,
    Unary,
    Variable,
)
from ppc.compiler.ir.types import BOOL, Scalar
from ppc.compiler.ir.walk import read_variables, variables
from ppc.compiler.source import NO_SPAN, Span

VERSION = "ppc-ir 1"


def to_text(program: Program, *, spans: bool = False) -> str:
    """``program`` as text; with ``spans`` each line that has a place in the source ends in ``; line:column``."""
    return "\n".join(_Printer(program, spans).lines()) + "\n"


def expr_text(expr: Expr) -> str:
    """One expression as it stands in ``to_text``."""
    match expr:
        case Const():
            return constant_text(expr.type, expr.value)
        case Read():
            return expr.variable.name
        case Load():
            return _element(expr.variable, expr.index, expr.in_bounds)
        case Unary():
            return f"{expr.op}({expr_text(expr.operand)})"
        case Binary():
            return f"{expr.op}({expr_text(expr.left)}, {expr_text(expr.right)})"
        case Select():
            return f"select({expr_text(expr.condition)}, {expr_text(expr.then)}, {expr_text(expr.orelse)})"
        case Call():
            return f"@{expr.function}({', '.join(map(expr_text, expr.arguments))})"
        case Faulted():
            return "faulted"


def constant_text(type_: Scalar, value: bool | int | float) -> str:
    """A constant: ``true``, ``3``, ``-0.0``, ``1e+300``, ``inf``, ``nan``."""
    if type_ is BOOL:
        return "true" if value else "false"
    return repr(value)


def _element(variable: Variable, index: Expr, in_bounds: bool) -> str:
    return f"{variable.name}[{'' if in_bounds else 'clamp '}{expr_text(index)}]"


class _Printer:
    def __init__(self, program: Program, spans: bool) -> None:
        self.program = program
        self.spans = spans
        self.declared: set[str] = set()

    def lines(self) -> Iterator[str]:
        program = self.program
        yield VERSION
        yield f"program {program.name}"
        for parameter in program.parameters:
            kind = " integer" if parameter.integer else ""
            text = f"parameter{kind} {parameter.name} = {parameter.value!r}"
            label = f" ({parameter.label})" if parameter.label != parameter.name else ""
            yield text + label + self._at(parameter.span)
        for variable in (program.parameter_array, program.observation, program.action):
            yield _declaration(variable)
        yield from map(_declaration, program.derived + program.state)
        for i, site in enumerate(program.sites):
            detail = f" ({site.detail})" if site.detail else ""
            yield f"site {i} {site.code}{detail}{self._at(site.span)}"
        yield from map(_declaration, self._tables())
        for function in program.functions:
            yield from self._function(function)
        for name in ("derive", "reset", "step", "finish"):
            block: Block = getattr(program, name)
            if name != "finish":
                self.declared = set()  # `finish` goes on with the locals of `step`
            yield f"{name} {{"
            yield from self._locals(block, "  ")
            yield from self._block(block, "  ")
            yield "}"

    def _tables(self) -> list[Variable]:
        program = self.program
        found: dict[str, Variable] = {}
        for function in program.functions:
            found |= variables(function.body)
            for variable in read_variables(function.result):
                found.setdefault(variable.name, variable)
        for block in (program.derive, program.reset, program.step, program.finish):
            found |= variables(block)
        return [v for v in found.values() if v.storage is Storage.TABLE]

    def _function(self, function: Function) -> Iterator[str]:
        parameters = ", ".join(f"{p.name} {p.type!r}" for p in function.parameters)
        self.declared = {p.name for p in function.parameters}
        yield f"function {function.name}({parameters}) -> {function.type.value} {{"
        yield from self._locals(function.body, "  ", read_variables(function.result))
        yield from self._block(function.body, "  ")
        yield f"  return {expr_text(function.result)}"
        yield "}"

    def _locals(self, block: Block, indent: str, more: Iterable[Variable] = ()) -> Iterator[str]:
        found = variables(block)
        for variable in more:
            found.setdefault(variable.name, variable)
        for variable in found.values():
            if variable.storage is Storage.LOCAL and variable.name not in self.declared:
                self.declared.add(variable.name)
                yield indent + _declaration(variable)

    def _block(self, block: Block, indent: str) -> Iterator[str]:
        for statement in block:
            yield from self._statement(statement, indent)

    def _statement(self, statement: Statement, indent: str) -> Iterator[str]:
        at, inner = self._at(statement.span), indent + "  "
        match statement:
            case Assign():
                yield f"{indent}{statement.variable.name} = {expr_text(statement.value)}{at}"
            case Store():
                target = _element(statement.variable, statement.index, statement.in_bounds)
                yield f"{indent}{target} = {expr_text(statement.value)}{at}"
            case Copy():
                yield f"{indent}copy {statement.target.name} = {statement.source.name}{at}"
            case Fill():
                yield f"{indent}fill {statement.target.name} = {expr_text(statement.value)}{at}"
            case If():
                yield f"{indent}if {expr_text(statement.condition)} {{{at}"
                yield from self._block(statement.then, inner)
                if statement.orelse:
                    yield f"{indent}}} else {{"
                    yield from self._block(statement.orelse, inner)
                yield f"{indent}}}"
            case For():
                turns = f"{expr_text(statement.start)}, {expr_text(statement.stop)}, {statement.step}"
                yield f"{indent}for {statement.index.name} in range({turns}) bound {statement.bound} {{{at}"
                yield from self._block(statement.body, inner)
                yield f"{indent}}}"
            case Loop():
                site = "" if statement.site is None else f" site {statement.site}"
                yield f"{indent}loop bound {statement.bound}{site} {{{at}"
                yield from self._block(statement.body, inner)
                yield f"{indent}}}"
            case Break():
                yield f"{indent}break{at}"
            case Continue():
                yield f"{indent}continue{at}"
            case Fault():
                yield f"{indent}fault {statement.site} if {expr_text(statement.condition)}{at}"

    def _at(self, span: Span) -> str:
        return f"  ; {span}" if self.spans and span != NO_SPAN else ""


def _declaration(variable: Variable) -> str:
    text = f"{variable.storage.value} {variable.name} {variable.type!r}"
    if not variable.values:
        return text
    element = variable.type if isinstance(variable.type, Scalar) else variable.type.element
    return f"{text} = {', '.join(constant_text(element, v) for v in variable.values)}"
