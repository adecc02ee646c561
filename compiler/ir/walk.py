"""Visiting and rewriting expressions and statements."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import is_

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

# Tables by class: these functions run for every node of every pass, and a chain of class patterns costs more than the rest.
_OPERANDS: dict[type, Callable[..., tuple[Expr, ...]]] = {
    Unary: lambda e: (e.operand,),
    Binary: lambda e: (e.left, e.right),
    Load: lambda e: (e.index,),
    Select: lambda e: (e.condition, e.then, e.orelse),
    Call: lambda e: e.arguments,
    Const: lambda e: (),
    Read: lambda e: (),
    Faulted: lambda e: (),
}


def operands(expr: Expr) -> tuple[Expr, ...]:
    """The direct operands of ``expr``, left to right."""
    return _OPERANDS[type(expr)](expr)


def subexpressions(expr: Expr) -> list[Expr]:
    """``expr`` and everything under it, operators before their operands, left to right."""
    found = []
    stack = [expr]
    while stack:
        node = stack.pop()
        found.append(node)
        if isinstance(node, Binary):  # the most frequent first
            stack.append(node.right)
            stack.append(node.left)
        elif not isinstance(node, (Read, Const)):
            stack.extend(_OPERANDS[type(node)](node)[::-1])
    return found


_EXPRESSIONS: dict[type, Callable[..., tuple[Expr, ...]]] = {
    Assign: lambda s: (s.value,),
    Fill: lambda s: (s.value,),
    Store: lambda s: (s.index, s.value),
    If: lambda s: (s.condition,),
    Fault: lambda s: (s.condition,),
    For: lambda s: (s.start, s.stop),
    Copy: lambda s: (),
    Loop: lambda s: (),
    Break: lambda s: (),
    Continue: lambda s: (),
}


def expressions(statement: Statement) -> tuple[Expr, ...]:
    """The expressions that ``statement`` itself evaluates, those of nested blocks left out."""
    return _EXPRESSIONS[type(statement)](statement)


def blocks(statement: Statement) -> tuple[Block, ...]:
    """The blocks nested directly in ``statement``."""
    if isinstance(statement, If):
        return (statement.then, statement.orelse)
    return (statement.body,) if isinstance(statement, (For, Loop)) else ()


def statements(block: Block) -> Iterator[Statement]:
    """Every statement of ``block`` and of the blocks nested in it, in textual order."""
    for statement in block:
        yield statement
        for inner in blocks(statement):
            yield from statements(inner)


def leaves(block: Block) -> bool:
    """Whether ``block`` may end in a Break or Continue of a loop around it."""
    for statement in block:
        if isinstance(statement, (Break, Continue)):
            return True
        if isinstance(statement, If) and (leaves(statement.then) or leaves(statement.orelse)):
            return True
    return False


def written(statement: Statement) -> Variable | None:
    """The variable that ``statement`` itself writes, if any."""
    if isinstance(statement, (Assign, Store)):
        return statement.variable
    if isinstance(statement, (Copy, Fill)):
        return statement.target
    return statement.index if isinstance(statement, For) else None


def read_variables(expr: Expr) -> list[Variable]:
    """Variables that ``expr`` reads, scalars and arrays, with repetitions, left to right."""
    if isinstance(expr, Read):
        return [expr.variable]
    return [node.variable for node in subexpressions(expr) if isinstance(node, (Read, Load))]


def variables(block: Block) -> dict[str, Variable]:
    """Name -> variable for everything that ``block`` reads or writes, in order of appearance."""
    found: dict[str, Variable] = {}
    for statement in statements(block):
        target = written(statement)
        if target is not None:
            found.setdefault(target.name, target)
        if isinstance(statement, Copy):
            found.setdefault(statement.source.name, statement.source)
        for expr in expressions(statement):
            for variable in read_variables(expr):
                found.setdefault(variable.name, variable)
    return found


def writes(block: Block) -> set[str]:
    """Names of the variables that ``block`` writes, nested blocks included."""
    return {target.name for s in statements(block) if (target := written(s)) is not None}


def called(block: Block) -> set[str]:
    """Names of the functions that ``block`` calls."""
    return {
        node.function
        for statement in statements(block)
        for expr in expressions(statement)
        for node in subexpressions(expr)
        if isinstance(node, Call)
    }


def _unchanged(old: tuple[object, ...], new: tuple[object, ...]) -> bool:
    if len(old) != len(new):
        raise ValueError(f"{len(old)} parts cannot become {len(new)}")
    return all(map(is_, old, new))


def with_operands(expr: Expr, new: tuple[Expr, ...]) -> Expr:
    """``expr`` over other operands; the same object when nothing changed."""
    if _unchanged(operands(expr), new):
        return expr
    match expr:
        case Unary():
            return Unary(expr.op, new[0], expr.type, expr.span)
        case Binary():
            return Binary(expr.op, new[0], new[1], expr.type, expr.span)
        case Load():
            return Load(expr.variable, new[0], expr.in_bounds, expr.span)
        case Select():
            return Select(new[0], new[1], new[2], expr.type, expr.span)
        case Call():
            return Call(expr.function, new, expr.type, expr.span)
        case Const() | Read() | Faulted():
            return expr


def map_expr(expr: Expr, rewrite: Callable[[Expr], Expr]) -> Expr:
    """``expr`` with ``rewrite`` applied to every node, operands first."""
    if isinstance(expr, Binary):  # the most frequent first
        left, right = map_expr(expr.left, rewrite), map_expr(expr.right, rewrite)
        if left is not expr.left or right is not expr.right:
            expr = Binary(expr.op, left, right, expr.type, expr.span)
    elif not isinstance(expr, (Read, Const)):
        expr = with_operands(expr, tuple([map_expr(e, rewrite) for e in operands(expr)]))
    return rewrite(expr)


def with_expressions(statement: Statement, new: tuple[Expr, ...]) -> Statement:
    """``statement`` evaluating other expressions (see ``expressions``); nested blocks stay."""
    if _unchanged(expressions(statement), new):
        return statement
    match statement:
        case Assign():
            return Assign(statement.variable, new[0], statement.span)
        case Fill():
            return Fill(statement.target, new[0], statement.span)
        case Store():
            return Store(statement.variable, new[0], new[1], statement.in_bounds, statement.span)
        case If():
            return If(new[0], statement.then, statement.orelse, statement.span)
        case Fault():
            return Fault(statement.site, new[0], statement.span)
        case For():
            s = statement
            return For(s.index, new[0], new[1], s.step, s.body, s.bound, s.span)
        case Copy() | Loop() | Break() | Continue():
            return statement


def with_blocks(statement: Statement, new: tuple[Block, ...]) -> Statement:
    """``statement`` around other nested blocks (see ``blocks``)."""
    if _unchanged(blocks(statement), new):
        return statement
    match statement:
        case If():
            return If(statement.condition, new[0], new[1], statement.span)
        case For():
            s = statement
            return For(s.index, s.start, s.stop, s.step, new[0], s.bound, s.span)
        case Loop():
            return Loop(new[0], statement.bound, statement.site, statement.span)
        case _:
            return statement


def map_block(block: Block, rewrite: Callable[[Expr], Expr]) -> Block:
    """``block`` with ``rewrite`` applied to every expression node in it, operands first."""
    result = []
    for statement in block:
        new = with_expressions(statement, tuple([map_expr(e, rewrite) for e in expressions(statement)]))
        inner = blocks(new)
        result.append(with_blocks(new, tuple([map_block(b, rewrite) for b in inner])) if inner else new)
    return tuple(result)
