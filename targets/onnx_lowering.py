"""Runs IR symbolically into an ONNX graph: branches become selects of both sides, short loops are unrolled."""

from __future__ import annotations

from dataclasses import dataclass

from ppc.compiler.faults import FAULTS
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
from ppc.compiler.ir.types import BOOL, F64, Array, Scalar
from ppc.compiler.ir.walk import subexpressions
from ppc.compiler.source import Span
from ppc.targets.analysis import all_expressions
from ppc.targets.errors import ExportError
from ppc.targets.onnx_graph import FALSE, TRUE, Graph, Value, i64, same

UNROLL = 512  # turns of one loop; the graph's budget of nodes is the other limit

# Functions that runtimes compute in float64; the others are built from their IR and give its bits.
OPERATORS: dict[str, tuple[str, dict[str, int]]] = {
    "exp": ("Exp", {}),
    "fmod": ("Mod", {"fmod": 1}),
    "log": ("Log", {}),
    "pow": ("Pow", {}),
    "sin": ("Sin", {}),
    "tanh": ("Tanh", {}),
}



def sees_zero_signs(program: Program) -> bool:
    """Whether a result may depend on the sign of a zero: a division by a variable, or bits of a number."""
    found = [*all_expressions((*program.step, *program.finish))]
    for function in program.functions:
        if function.name not in OPERATORS:
            found += [*all_expressions(function.body), *subexpressions(function.result)]
    for expr in found:
        if isinstance(expr, Unary) and expr.op == "bits":
            return True
        if isinstance(expr, Binary) and expr.op == "fdiv" and not isinstance(expr.right, Const):
            return True
    return False


Cell = Value | tuple[Value, ...]
Environment = dict[str, Cell]
_FAULT = "fault "  # key of a fault kind's flag in the environment


@dataclass(frozen=True, slots=True)
class Left:
    """Conditions under which a block was left for the end of the loop, or for its next turn."""

    broken: Value = FALSE
    continued: Value = FALSE


class Lowering:
    """Lowers one program's blocks into ``graph``."""

    def __init__(self, graph: Graph, program: Program) -> None:
        self.graph = graph
        self.program = program
        self.functions = {f.name: f for f in program.functions}
        self.inside = ""  # the function being lowered

    # --- expressions

    def value(self, expr: Expr, env: Environment) -> Value:
        graph = self.graph
        match expr:
            case Const():
                return Value(expr.type, value=expr.value)
            case Read():
                cell = self.cell(expr.variable, env)
                assert isinstance(cell, Value)
                return cell
            case Load():
                return self._load(expr, env)
            case Unary():
                return graph.unary(expr.op, self.value(expr.operand, env))
            case Binary():
                return graph.binary(expr.op, self.value(expr.left, env), self.value(expr.right, env))
            case Select():
                condition = self.value(expr.condition, env)
                return graph.select(condition, self.value(expr.then, env), self.value(expr.orelse, env))
            case Call():
                return self._call(self.functions[expr.function], [self.value(a, env) for a in expr.arguments])
            case Faulted():
                found = FALSE
                for kind in FAULTS.values():
                    if kind.disqualifying:
                        found = graph.binary("or", found, self.flag(kind.name, env))
                return found

    def flag(self, code: str, env: Environment) -> Value:
        found = env.get(_FAULT + code, FALSE)
        assert isinstance(found, Value)
        return found

    def cell(self, variable: Variable, env: Environment) -> Cell:
        found = env.get(variable.name)
        if found is not None:
            return found
        if variable.storage is Storage.TABLE:
            element = variable.type.element if isinstance(variable.type, Array) else variable.type
            values = tuple(Value(element, value=v) for v in variable.values)
            return values if isinstance(variable.type, Array) else values[0]
        return zero(variable)

    def _load(self, expr: Load, env: Environment) -> Value:
        cell, index = self.cell(expr.variable, env), self.value(expr.index, env)
        assert isinstance(cell, tuple)
        last = len(cell) - 1
        if index.known:
            return cell[min(max(int(index.value), 0), last)]
        graph = self.graph
        index = self._clamped(index, last)
        if expr.type is BOOL:
            found = cell[last]
            for k in range(last):
                found = graph.select(graph.binary("ieq", index, i64(k)), cell[k], found)
            return found
        if all(v.known for v in cell):
            table = graph.initializer(expr.type, tuple(v.value for v in cell))
        else:
            table = graph.node("Concat", tuple(graph.tensor(v) for v in cell), axis=0)
        return graph.lookup(expr.type, table, index)

    def _clamped(self, index: Value, last: int) -> Value:
        graph = self.graph
        low = graph.select(graph.binary("ilt", index, i64(0)), i64(0), index)
        return graph.select(graph.binary("ilt", i64(last), index), i64(last), low)

    def _call(self, function: Function, arguments: list[Value]) -> Value:
        operator = OPERATORS.get(function.name)
        if operator is not None and not all(a.known for a in arguments):
            name, attributes = operator
            return self.graph.op(F64, name, *arguments, **attributes)
        env: Environment = {p.name: a for p, a in zip(function.parameters, arguments, strict=True)}
        outer, self.inside = self.inside, function.name
        env, _ = self.block(function.body, env)
        result = self.value(function.result, env)
        self.inside = outer
        return result

    # --- statements

    def block(self, block: Block, env: Environment) -> tuple[Environment, Left]:
        """The environment after ``block``, and when it was left early. ``env`` itself stays as it is."""
        env = dict(env)
        for at, statement in enumerate(block):
            env, left = self.statement(statement, env)
            gone = self.graph.binary("or", left.broken, left.continued)
            if gone == FALSE:
                continue
            if gone == TRUE:
                return env, left
            later, rest = self.block(block[at + 1 :], env)
            select = self.graph.select
            merged = Left(select(gone, left.broken, rest.broken), select(gone, left.continued, rest.continued))
            return self.merge(gone, env, later), merged
        return env, Left()

    def merge(self, condition: Value, then: Environment, orelse: Environment) -> Environment:
        result: Environment = {}
        for name in {**then, **orelse}:
            a, b = then.get(name), orelse.get(name)
            if a is None or b is None:  # assigned on one side only: the other has its zero
                a, b = (a, _zero_like(a)) if a is not None else (_zero_like(b), b)
            if isinstance(a, tuple) and isinstance(b, tuple):
                result[name] = tuple(self.graph.select(condition, x, y) for x, y in zip(a, b, strict=True))
            elif isinstance(a, Value) and isinstance(b, Value):
                result[name] = a if same(a, b) else self.graph.select(condition, a, b)
        return result

    def statement(self, statement: Statement, env: Environment) -> tuple[Environment, Left]:
        match statement:
            case Assign():
                env[statement.variable.name] = self.value(statement.value, env)
            case Store():
                self._store(statement, env)
            case Copy():
                env[statement.target.name] = self.cell(statement.source, env)
            case Fill():
                assert isinstance(statement.target.type, Array)
                env[statement.target.name] = (self.value(statement.value, env),) * statement.target.type.size
            case If():
                return self._if(statement, env)
            case For():
                return self._for(statement, env), Left()
            case Loop():
                return self._loop(statement, env), Left()
            case Break():
                return env, Left(broken=TRUE)
            case Continue():
                return env, Left(continued=TRUE)
            case Fault():
                self._fault(statement.site, self.value(statement.condition, env), env)
        return env, Left()

    def _store(self, statement: Store, env: Environment) -> None:
        cell, index = self.cell(statement.variable, env), self.value(statement.index, env)
        assert isinstance(cell, tuple)
        value, last = self.value(statement.value, env), len(cell) - 1
        if index.known:
            at = min(max(int(index.value), 0), last)
            env[statement.variable.name] = (*cell[:at], value, *cell[at + 1 :])
            return
        graph, index = self.graph, self._clamped(index, last)
        env[statement.variable.name] = tuple(
            graph.select(graph.binary("ieq", index, i64(k)), value, old) for k, old in enumerate(cell)
        )

    def _fault(self, site: int, condition: Value, env: Environment) -> None:
        code = self.program.sites[site].code
        env[_FAULT + code] = self.graph.binary("or", self.flag(code, env), condition)

    def _if(self, statement: If, env: Environment) -> tuple[Environment, Left]:
        condition = self.value(statement.condition, env)
        if condition.known:
            return self.block(statement.then if condition.value else statement.orelse, env)
        then, left = self.block(statement.then, env)
        orelse, other = self.block(statement.orelse, env)
        select = self.graph.select
        joined = Left(
            select(condition, left.broken, other.broken), select(condition, left.continued, other.continued)
        )
        return self.merge(condition, then, orelse), joined

    def _for(self, loop: For, env: Environment) -> Environment:
        start, stop = self.value(loop.start, env), self.value(loop.stop, env)
        if not (start.known and stop.known):
            raise self._refused(loop.span, "a loop whose number of turns depends on run-time values")
        turns = range(int(start.value), int(stop.value), loop.step)
        if len(turns) > UNROLL:
            raise self._refused(loop.span, f"a loop of {len(turns)} turns (at most {UNROLL} are unrolled)")
        broken = FALSE
        for i in turns:
            env, broken = self._turn(loop.body, {**env, loop.index.name: i64(i)}, env, broken)
            if broken == TRUE:
                break
        return env

    def _loop(self, loop: Loop, env: Environment) -> Environment:
        broken = FALSE
        for turn in range(loop.bound):
            if turn >= UNROLL:
                raise self._refused(loop.span, f"a loop of up to {loop.bound} turns (at most {UNROLL} are unrolled)")
            env, broken = self._turn(loop.body, env, env, broken)
            if broken == TRUE:
                return env
        if loop.site is not None:
            env = dict(env)
            self._fault(loop.site, self.graph.unary("not", broken), env)
        return env

    def _turn(self, body: Block, entered: Environment, env: Environment, broken: Value) -> tuple[Environment, Value]:
        """One more turn, which has no effect when the loop was ``broken`` before it."""
        after, left = self.block(body, entered)
        result = after if broken == FALSE else self.merge(broken, env, after)
        return result, self.graph.binary("or", broken, left.broken)

    def _refused(self, span: Span, what: str) -> ExportError:
        where = f"line {span.line} has" if span.line else "the policy has"
        if self.inside:
            where = f"the function {self.inside} has"
        return ExportError(
            f"ONNX takes straight-line and branching policies: {where} {what}. Export to c or numba instead."
        )


def zero(variable: Variable) -> Cell:
    """What a variable holds before it is assigned."""
    if isinstance(variable.type, Array):
        return (_zero(variable.type.element),) * variable.type.size
    return _zero(variable.type)


def _zero(scalar: Scalar) -> Value:
    return Value(scalar, value=0.0 if scalar is F64 else (False if scalar is BOOL else 0))


def _zero_like(cell: Cell | None) -> Cell:
    assert cell is not None
    return tuple(_zero(v.type) for v in cell) if isinstance(cell, tuple) else _zero(cell.type)
