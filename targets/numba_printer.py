"""Python text of IR expressions and statements, as Numba compiles it to the reference bits."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

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
    FaultSite,
    Fill,
    For,
    If,
    Load,
    Loop,
    Read,
    Select,
    Statement,
    Store,
    Unary,
    Variable,
)
from ppc.compiler.ir.types import BOOL, F64, Array, Scalar
from ppc.targets.analysis import Ranges, update_of
from ppc.targets.expressions import (
    ADD,
    AND,
    ARITHMETIC,
    COMPARE,
    COMPARISONS,
    CONDITIONAL,
    MULTIPLY,
    NOT,
    OR,
    PRIMARY,
    UNARY,
    Infix,
    Text,
    at_least,
    call,
    wrap,
)

_INDENT = "    "
_INFIX = {
    **ARITHMETIC,
    **COMPARISONS,
    "iadd": Infix("+", ADD, ADD, MULTIPLY),
    "isub": Infix("-", ADD, ADD, MULTIPLY),
    "imul": Infix("*", MULTIPLY, MULTIPLY, UNARY),
    "iand": Infix("&", ADD - 2, PRIMARY, PRIMARY),
    "ior": Infix("|", ADD - 2, PRIMARY, PRIMARY),
    "ixor": Infix("^", ADD - 2, PRIMARY, PRIMARY),
    "and": Infix("and", AND, AND, NOT),
    "or": Infix("or", OR, OR, AND),
    "xor": Infix("!=", COMPARE, PRIMARY, PRIMARY),
}
_CALLS = {
    "fabs": "math.fabs", "sqrt": "math.sqrt", "floor": "np.floor", "ceil": "np.ceil", "trunc": "np.trunc",
    "rint": "np.rint", "i2f": "float", "b2i": "int",
}  # fmt: skip
HELPERS = {
    "bits": "_bits", "from_bits": "_from_bits", "f2i": "_int", "iabs": "_iabs", "idiv": "_floor_div",
    "imod": "_floor_mod", "shl": "_shl", "shr": "_shr", "clamp": "_clamp",
}  # fmt: skip
ZERO = {BOOL: "False", F64: "0.0"}
DTYPE = {BOOL: "np.bool_", F64: "np.float64"}


def constant(scalar: Scalar, value: bool | int | float) -> Text:
    if scalar is BOOL:
        return Text("True" if value else "False")
    if scalar is not F64:
        return Text(str(int(value)), PRIMARY if value >= 0 else UNARY)
    number = float(value)
    if not math.isfinite(number):
        return Text("math.nan") if number != number else Text("math.inf" if number > 0.0 else "-math.inf", UNARY)
    return Text(repr(number), PRIMARY if math.copysign(1.0, number) > 0.0 else UNARY)


class NumbaPrinter:
    """Prints one scope; the mappings are those of ``c_expressions.CExpressions``."""

    def __init__(
        self,
        text_of: Mapping[str, str],
        element_of: Mapping[tuple[str, int], str],
        functions: Mapping[str, str],
        helpers: set[str],
        sites: Sequence[FaultSite] = (),
        source: Sequence[str] = (),
        counts_faults: bool = True,
    ) -> None:
        self.text_of = text_of
        self.element_of = element_of
        self.functions = functions
        self.helpers = helpers
        self.sites = sites
        self.source = source
        self.counts_faults = counts_faults
        self.ranges = Ranges()
        self.lines: list[str] = []
        self.depth = 1
        self._line = 0
        self._temporaries = 0

    # --- expressions

    def code(self, expr: Expr, level: int = 0) -> str:
        return at_least(self.text(expr), level)

    def text(self, expr: Expr) -> Text:
        match expr:
            case Const():
                return constant(expr.type, expr.value)
            case Read():
                return Text(self.text_of[expr.variable.name])
            case Load():
                return Text(self.element(expr.variable, expr.index, expr.in_bounds))
            case Unary():
                return self._unary(expr)
            case Binary():
                left, right = self.text(expr.left), self.text(expr.right)
                infix = _INFIX.get(expr.op)
                return self._helper(expr.op, left, right) if infix is None else infix.join(left, right)
            case Select():
                condition, then, orelse = (self.code(e, CONDITIONAL + 1) for e in (expr.condition, expr.then, expr.orelse))
                return Text(f"{then} if {condition} else {orelse}", CONDITIONAL)
            case Call():
                return call(self.functions[expr.function], *(self.text(a) for a in expr.arguments))
            case Faulted():
                return Text("(status & DISQUALIFYING) != 0", COMPARE)

    def element(self, array: Variable, index: Expr, in_bounds: bool) -> str:
        assert isinstance(array.type, Array)
        last = array.type.size - 1
        if isinstance(index, Const):
            at = min(max(int(index.value), 0), last)
            named = self.element_of.get((array.name, at))
            return named if named is not None else f"{self.text_of[array.name]}[{at}]"
        known = self.ranges.of(index)
        if in_bounds or (known is not None and known[0] >= 0 and known[1] <= last):
            return f"{self.text_of[array.name]}[{self.code(index)}]"
        return f"{self.text_of[array.name]}[{self._helper('clamp', self.text(index), Text(str(last))).code}]"

    def _unary(self, expr: Unary) -> Text:
        operand = self.text(expr.operand)
        match expr.op:
            case "fneg" | "ineg" | "inot":
                return Text(("~" if expr.op == "inot" else "-") + at_least(operand, UNARY), UNARY)
            case "not":
                return Text(f"not {at_least(operand, NOT)}", NOT)
            case "f32":
                return call("np.float64", call("np.float32", operand))  # float() of a float32 is one to Numba
            case "b2f":
                return Text(f"1.0 if {at_least(operand, CONDITIONAL + 1)} else 0.0", CONDITIONAL)
        if expr.op in _CALLS:
            return call(_CALLS[expr.op], operand)
        return self._helper(expr.op, operand)

    def _helper(self, op: str, *operands: Text) -> Text:
        self.helpers.add(HELPERS[op])
        return call(HELPERS[op], *operands)

    # --- statements

    def put(self, text: str) -> None:
        self.lines.append(_INDENT * self.depth + text if text else "")

    def put_value(self, before: str, value: str, after: str = "") -> None:
        """One statement around an expression, which may be broken over lines."""
        line = _INDENT * self.depth + before + value + after
        if len(line) <= 110:
            self.lines.append(line)
            return
        self.put(f"{before}(")
        self.lines.extend(wrap(_INDENT * (self.depth + 1) + value, _INDENT))
        self.put(f"){after}")

    def zero(self, variable: Variable) -> None:
        name = self.text_of[variable.name]
        if isinstance(variable.type, Array):
            self.put(f"{name} = np.zeros({variable.type.size}, {DTYPE.get(variable.type.element, 'np.int64')})")
        else:
            self.put(f"{name} = {ZERO.get(variable.type, '0')}")

    def temporary(self, base: str) -> str:
        self._temporaries += 1
        return f"_{base}_{self._temporaries}"

    def cite(self, statement: Statement) -> None:
        line = statement.span.line
        if line == self._line or not 0 < line <= len(self.source):
            return
        self._line = line
        text = " ".join(self.source[line - 1].split())
        text = "".join(c if c.isprintable() else "?" for c in text)
        self.put(f"# {line}: {text if len(text) <= 90 else text[:87] + '...'}")

    def block(self, block: Block) -> None:
        before = len(self.lines)
        for statement in block:
            self.statement(statement)
        if all(line.lstrip().startswith("#") for line in self.lines[before:]):
            self.put("pass")

    def nested(self, block: Block) -> None:
        self.depth += 1
        self.block(block)
        self.depth -= 1

    def statement(self, statement: Statement) -> None:
        self.cite(statement)
        match statement:
            case Assign():
                name, update = self.text_of[statement.variable.name], update_of(statement)
                if update is None:
                    self.put_value(f"{name} = ", self.code(statement.value))
                else:
                    self.put_value("if ", self.code(update.condition), ":")
                    self.depth += 1
                    self.put_value(f"{name} = ", self.code(update.then))
                    self.depth -= 1
            case Store():
                target = self.element(statement.variable, statement.index, statement.in_bounds)
                self.put_value(f"{target} = ", self.code(statement.value))
            case Copy():
                source, k = self.text_of[statement.source.name], self.temporary("k")
                self._each(statement.target, k, f"{source}[{k}]")
            case Fill():
                value = self.code(statement.value)
                if not isinstance(statement.value, Const):
                    name = self.temporary("value")
                    self.put_value(f"{name} = ", value)
                    value = name
                self._each(statement.target, self.temporary("k"), value)
            case If():
                self._if(statement, "if")
            case For():
                self._for(statement)
            case Loop():
                self.put(f"for {self.temporary('turn')} in range({statement.bound}):")
                self.nested(statement.body)
                if statement.site is not None and self.counts_faults:
                    self.put("else:")
                    self.put(_INDENT + self._raise(statement.site))
            case Break():
                self.put("break")
            case Continue():
                self.put("continue")
            case Fault():
                if self.counts_faults:
                    self.put_value("if ", self.code(statement.condition), ":")
                    self.put(_INDENT + self._raise(statement.site))

    def _raise(self, site: int) -> str:
        return f"status |= FAULT_{self.sites[site].code.upper()}"

    def _each(self, target: Variable, k: str, value: str) -> None:
        assert isinstance(target.type, Array)
        self.put(f"for {k} in range({target.type.size}):")
        self.put(f"{_INDENT}{self.text_of[target.name]}[{k}] = {value}")

    def _if(self, statement: If, word: str) -> None:
        if not statement.then and statement.orelse:
            self.put_value(f"{word} not ", self.code(statement.condition, PRIMARY), ":")
            self.nested(statement.orelse)
            return
        self.put_value(f"{word} ", self.code(statement.condition), ":")
        self.nested(statement.then)
        orelse = statement.orelse
        if len(orelse) == 1 and isinstance(orelse[0], If):
            self._if(orelse[0], "elif")
        elif orelse:
            self.put("else:")
            self.nested(orelse)

    def _for(self, loop: For) -> None:
        start, stop = self.code(loop.start), self.code(loop.stop)
        pieces = [stop] if start == "0" and loop.step == 1 else [start, stop]
        if loop.step != 1:
            pieces.append(str(loop.step))
        self.put(f"for {self.text_of[loop.index.name]} in range({', '.join(pieces)}):")
        self.nested(loop.body)
