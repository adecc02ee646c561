"""Puts the value of a local that is assigned once and read once where it is read.

An exported program then reads like expressions that somebody wrote. A value moves down only past statements
that cannot change it, never into a loop (it would be computed at every turn), and only while the expression
stays small enough for a line.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from ppc.compiler.ir.nodes import (
    Assign,
    Block,
    Break,
    Continue,
    Expr,
    Fault,
    Faulted,
    For,
    Function,
    If,
    Load,
    Loop,
    Program,
    Read,
    Statement,
    Storage,
)
from ppc.compiler.ir.walk import (
    blocks,
    expressions,
    leaves,
    map_expr,
    operands,
    read_variables,
    statements,
    subexpressions,
    with_blocks,
    with_expressions,
    written,
)

_MAX_DEPTH = 12
_MAX_NODES = 24
_STATUS = "(status)"  # no identifier: stands for the fault word among the names that a value depends on


def run(program: Program) -> Program:
    """``program`` with single-use locals forwarded."""
    step = _Forward(program.step + program.finish)
    return replace(
        program,
        functions=tuple(f if f.finished else run_function(f) for f in program.functions),
        derive=_Forward(program.derive).block(program.derive, {}),
        reset=_Forward(program.reset).block(program.reset, {}),
        step=step.block(program.step, {}),
        finish=step.block(program.finish, {}),
    )


def run_function(function: Function) -> Function:
    """``function`` with single-use locals forwarded."""
    # The result becomes a statement for the time being, so that values may move into it.
    body = (*function.body, Fault(0, function.result))
    forward = _Forward(body)
    forward.single -= {p.name for p in function.parameters}
    done = forward.block(body, {})
    (result,) = [s.condition for s in done if isinstance(s, Fault)]  # a function has no faults of its own
    return replace(function, body=tuple([s for s in done if not isinstance(s, Fault)]), result=result)


@dataclass(frozen=True, slots=True)
class _Pending:
    """An assignment that waits for its read; ``depends`` names what its value reads."""

    statement: Assign
    depends: frozenset[str]
    nodes: int
    depth: int


class _Forward:
    def __init__(self, scope: Block) -> None:
        """``scope`` is all code in which the locals live."""
        assigned, read, barred = Counter[str](), Counter[str](), set[str]()
        for statement in statements(scope):
            target = written(statement)
            if target is not None:
                assigned[target.name] += 1
                if not isinstance(statement, Assign) or target.storage is not Storage.LOCAL:
                    barred.add(target.name)
            for expr in expressions(statement):
                read.update(v.name for v in read_variables(expr))
        self.single = {n for n, count in assigned.items() if count == 1 and read[n] == 1 and n not in barred}

    def block(self, block: Block, outer: dict[str, _Pending]) -> Block:
        """``block`` with values forwarded; those of ``outer`` that are used in it are taken out of there."""
        own: dict[str, _Pending] = {}
        result: list[Statement] = []

        def flush(names: list[str]) -> None:
            result.extend(own.pop(name).statement for name in names)

        def flush_for(nested: Statement) -> None:
            """Everything of this block, and what ``nested`` reads of the blocks around: it may not enter a loop."""
            flush(list(own))
            if outer:
                read = {v.name for s in statements((nested,)) for e in expressions(s) for v in read_variables(e)}
                result.extend(outer.pop(name).statement for name in [n for n in outer if n in read])

        for statement in block:
            statement = self._substitute(statement, (own, outer), result)
            if isinstance(statement, Assign) and statement.variable.name in self.single:
                pending = _pending(statement)
                flush([n for n, p in own.items() if statement.variable.name in p.depends])
                if pending is not None:
                    own[statement.variable.name] = pending
                    continue
            match statement:
                case For() | Loop():
                    flush_for(statement)
                    statement = with_blocks(statement, (self.block(statement.body, {}),))
                case If() if leaves((statement,)):
                    flush_for(statement)
                    statement = with_blocks(statement, tuple([self.block(b, {}) for b in blocks(statement)]))
                case If():
                    changed = _changes((statement,))
                    flush([n for n, p in own.items() if not p.depends.isdisjoint(changed)])
                    visible = {**outer, **own}
                    statement = with_blocks(statement, tuple([self.block(b, visible) for b in blocks(statement)]))
                    for waiting in (own, outer):
                        for name in [n for n in waiting if n not in visible]:
                            del waiting[name]
                case Break() | Continue():
                    flush(list(own))
                case _:
                    changed = _changes((statement,))
                    flush([n for n, p in own.items() if not p.depends.isdisjoint(changed)])
            result.append(statement)
        flush(list(own))
        return tuple(result)

    def _substitute(self, statement: Statement, waiting: tuple[dict[str, _Pending], ...], before: list[Statement]) -> Statement:
        """``statement`` with what it reads of ``waiting`` put in; what is too large goes ``before`` it."""
        old = expressions(statement)
        if not old or not any(waiting):
            return statement
        return with_expressions(statement, tuple([_into(e, waiting, before) for e in old]))


def _into(expr: Expr, waiting: tuple[dict[str, _Pending], ...], before: list[Statement]) -> Expr:
    taken: dict[str, Expr] = {}
    nodes, depth = _measure(expr)
    for variable in list(read_variables(expr)):
        for group in waiting:
            pending = group.pop(variable.name, None)
            if pending is None:
                continue
            if nodes + pending.nodes > _MAX_NODES or depth + pending.depth > _MAX_DEPTH:
                before.append(pending.statement)
            else:
                nodes += pending.nodes
                taken[variable.name] = pending.statement.value
    if not taken:
        return expr
    return map_expr(expr, lambda e: taken.get(e.variable.name, e) if isinstance(e, Read) else e)


def _pending(statement: Assign) -> _Pending | None:
    nodes, depth = _measure(statement.value)
    if nodes >= _MAX_NODES or depth >= _MAX_DEPTH:
        return None
    depends = set()
    for node in subexpressions(statement.value):
        if isinstance(node, (Read, Load)):
            depends.add(node.variable.name)
        elif isinstance(node, Faulted):
            depends.add(_STATUS)
    return _Pending(statement, frozenset(depends), nodes, depth)


def _changes(block: Block) -> set[str]:
    """Names of what ``block`` writes, the fault word among them."""
    changed = set()
    for statement in statements(block):
        target = written(statement)
        if target is not None:
            changed.add(target.name)
        elif isinstance(statement, (Fault, Loop)):
            changed.add(_STATUS)
    return changed


def _measure(expr: Expr) -> tuple[int, int]:
    """Nodes and depth of ``expr``."""
    nodes, depth = 1, 0
    for operand in operands(expr):
        inner_nodes, inner_depth = _measure(operand)
        nodes += inner_nodes
        depth = max(depth, inner_depth)
    return nodes, depth + 1
