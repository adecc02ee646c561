"""Evaluates what is constant: expressions, locals that hold a constant, branches, calls of IR functions."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeAlias

from ppc.compiler.interpreter import evaluator
from ppc.compiler.ir.layout import words_of
from ppc.compiler.ir.nodes import (
    Assign,
    Block,
    Break,
    Call,
    Const,
    Continue,
    Copy,
    Expr,
    Fault,
    For,
    Function,
    If,
    Loop,
    Program,
    Read,
    Statement,
    Storage,
    Store,
)
from ppc.compiler.ir.ops import Value
from ppc.compiler.ir.types import I64
from ppc.compiler.ir.walk import blocks, called, expressions, map_expr, with_blocks, with_expressions, writes
from ppc.compiler.passes.simplify import same, simplify

_Known: TypeAlias = dict[str, Const]  # local -> the constant that it holds

_CALL_BUDGET = 10_000  # turns of loops that a folded call may take


def run(program: Program) -> Program:
    """``program`` with constants folded."""
    fold = _Fold(program)
    known: _Known = {}
    step = fold.block(program.step, known)
    return replace(
        program,
        functions=tuple(f if f.finished else fold.function(f) for f in program.functions),
        derive=fold.block(program.derive, {}),
        reset=fold.block(program.reset, {}),
        step=step,
        finish=fold.block(program.finish, known),
    )


def run_function(program: Program, function: Function) -> Function:
    """``function`` with constants folded; ``program`` has the functions that it calls."""
    return _Fold(program).function(function)


class _Fold:
    def __init__(self, program: Program) -> None:
        self.evaluate = evaluator(program)
        self.functions = {f.name: f for f in program.functions}
        self.costs: dict[str, int] = {}

    def function(self, function: Function) -> Function:
        known: _Known = {}
        body = self.block(function.body, known)
        return replace(function, body=body, result=self.expr(function.result, known))

    def block(self, block: Block, known: _Known) -> Block:
        """``block`` folded; ``known`` holds at its start and is brought up to its end."""
        result: list[Statement] = []
        for statement in block:
            result += self.statement(statement, known)
            if result and isinstance(result[-1], (Break, Continue)):
                break  # a branch that is always taken may end in one
        return tuple(result)

    def statement(self, statement: Statement, known: _Known) -> Block:
        old = expressions(statement)
        if old:
            statement = with_expressions(statement, tuple([self.expr(e, known) for e in old]))
        match statement:
            case Assign(variable=variable):
                if variable.storage is Storage.LOCAL and isinstance(statement.value, Const):
                    known[variable.name] = statement.value
                else:
                    known.pop(variable.name, None)
            case Store(index=Const(value=value), in_bounds=False):
                index = min(max(int(value), 0), words_of(statement.variable.type) - 1)
                return (replace(statement, index=Const(I64, index, statement.index.span), in_bounds=True),)
            case Copy() if statement.target == statement.source:
                return ()
            case Fault(condition=Const(value=False)):
                return ()
            case If():
                return self.branch(statement, known)
            case For(start=Const(), stop=Const()) if not _turns(statement):
                return ()
            case For() | Loop():
                changed = writes((statement,))
                for name in changed:
                    known.pop(name, None)
                inner = tuple([self.block(b, dict(known)) for b in blocks(statement)])
                return (with_blocks(statement, inner),)
        return (statement,)

    def branch(self, statement: If, known: _Known) -> Block:
        if isinstance(statement.condition, Const):
            return self.block(statement.then if statement.condition.value else statement.orelse, known)
        then_known, else_known = dict(known), dict(known)
        then, orelse = self.block(statement.then, then_known), self.block(statement.orelse, else_known)
        known.clear()
        known.update({n: c for n, c in then_known.items() if n in else_known and same(c, else_known[n])})
        if not then and not orelse:
            return ()
        return (If(statement.condition, then, orelse, statement.span),)

    def expr(self, expr: Expr, known: _Known) -> Expr:
        def rewrite(node: Expr) -> Expr:
            if isinstance(node, Read):
                return known.get(node.variable.name, node)
            return simplify(node, self.call)

        return map_expr(expr, rewrite)

    def call(self, call: Call, values: list[Value]) -> Value | None:
        if self.cost(call.function) > _CALL_BUDGET:
            return None
        return self.evaluate(call.function, values)

    def cost(self, name: str) -> int:
        """At most how many turns the loops of function ``name`` take, those of what it calls included."""
        found = self.costs.get(name)
        if found is None:
            function = self.functions[name]
            inside = called((*function.body, Fault(0, function.result)))
            found = _loop_turns(function.body) + sum(self.cost(f) for f in inside) * max(_loop_turns(function.body), 1)
            self.costs[name] = found
        return found


def _turns(statement: For) -> range:
    assert isinstance(statement.start, Const) and isinstance(statement.stop, Const)
    return range(int(statement.start.value), int(statement.stop.value), statement.step)


def _loop_turns(block: Block) -> int:
    total = 0
    for statement in block:
        inner = sum(_loop_turns(b) for b in blocks(statement))
        total += statement.bound * (1 + inner) if isinstance(statement, (For, Loop)) else inner
    return total
