"""Drops what nothing depends on, so that a compiler with every warning on finds nothing to say about an export."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ppc.compiler.ir.nodes import (
    Assign,
    Binary,
    Block,
    Call,
    Const,
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
    Statement,
    Storage,
    Store,
    Unary,
)
from ppc.compiler.ir.ops import BINARY, UNARY
from ppc.compiler.ir.types import BOOL, I64
from ppc.compiler.ir.walk import (
    blocks,
    called,
    expressions,
    map_block,
    map_expr,
    read_variables,
    statements,
    subexpressions,
    with_blocks,
    written,
)
from ppc.compiler.passes import start_faults

_REFLEXIVE = {"ilt": False, "ile": True, "ieq": True, "ine": False, "xor": False}


def prune(program: Program) -> Program:
    """``program`` without functions that nobody calls, locals that nothing depends on, faults that cannot
    occur with the pinned constants, comparisons of an integer with itself, and faults of ``reset`` (which has no
    status) unless ``reset`` looks at them itself."""
    program = start_faults.without_impossible(program, _never)
    reset = _simple(program.reset)
    if not any(isinstance(e, Faulted) for s in statements(reset) for top in expressions(s) for e in subexpressions(top)):
        reset = _without_faults(reset)
    whole = _live(_simple((*program.step, _END, *program.finish)), ())
    at = whole.index(_END)
    functions = {f.name: _function(f) for f in program.functions}
    reset = _live(reset, ())
    reached: set[str] = set()
    frontier = called(reset) | called(whole)
    while frontier:
        reached |= frontier
        frontier = {name for f in frontier for name in calls_of(functions[f])} - reached
    return replace(
        program,
        reset=reset,
        step=whole[:at],
        finish=whole[at + 1 :],
        functions=tuple(_callees_first({name: f for name, f in functions.items() if name in reached})),
    )


def _callees_first(functions: dict[str, Function]) -> list[Function]:
    ordered: dict[str, Function] = {}

    def place(function: Function) -> None:
        for name in sorted(calls_of(function)):
            if name not in ordered:
                place(functions[name])
        ordered.setdefault(function.name, function)

    for function in functions.values():
        place(function)
    return list(ordered.values())


_END = Fault(-1, Const(BOOL, True))  # stands between step and finish while both are pruned as one


def calls_of(function: Function) -> set[str]:
    """Names of the functions that ``function`` calls."""
    return called(function.body) | {e.function for e in subexpressions(function.result) if isinstance(e, Call)}


def _function(function: Function) -> Function:
    result = map_expr(function.result, _fold)
    return replace(function, body=_live(_simple(function.body), (result,)), result=result)


def _simple(block: Block) -> Block:
    return map_block(block, _fold)


def _fold(expr: Expr) -> Expr:
    if isinstance(expr, Binary) and expr.op in _REFLEXIVE and _same(expr.left, expr.right):
        return Const(BOOL, _REFLEXIVE[expr.op], expr.span)
    # Python would fold 2**63 - 1 + 1 to a number that no longer is an int64.
    match expr:
        case Unary(operand=Const(value=a)) if expr.type is I64:
            return Const(I64, int(UNARY[expr.op][2](a)), expr.span)
        case Binary(left=Const(value=a), right=Const(value=b)) if expr.type is I64:
            return Const(I64, int(BINARY[expr.op][2](a, b)), expr.span)
    return expr


def _never(condition: Expr) -> bool:
    """Whether ``condition`` is false for the constants as they are pinned: ``gain == 0.0`` before a division by it."""

    def known(expr: Expr) -> Expr:
        match expr:
            case Read(variable=v) if v.storage is Storage.TABLE:
                return Const(expr.type, v.values[0])
            case Unary(operand=Const(value=a)):
                return Const(expr.type, UNARY[expr.op][2](a))
            case Binary(left=Const(value=a), right=Const(value=b)):
                return Const(expr.type, BINARY[expr.op][2](a, b))
            case Binary(op="and", left=left, right=right):
                return next((e for e in (left, right) if isinstance(e, Const) and not e.value), expr)
        return expr

    result = map_expr(condition, known)
    return isinstance(result, Const) and not result.value


def _same(a: Expr, b: Expr) -> bool:
    """Whether two expressions differ in nothing but their places in the source."""
    return [_node(e) for e in subexpressions(a)] == [_node(e) for e in subexpressions(b)]


def _node(e: Expr) -> tuple[object, ...]:
    match e:
        case Const():
            return (e.type, repr(e.value))
        case Read() | Load():
            return (type(e), e.variable.name)
        case Unary() | Binary():
            return (type(e), e.op)
        case Call():
            return (type(e), e.function)
    return (type(e),)


def _without_faults(block: Block) -> Block:
    result: list[Statement] = []
    for s in block:
        if isinstance(s, Fault):
            continue
        if isinstance(s, Loop):
            s = replace(s, site=None)
        result.append(with_blocks(s, tuple(_without_faults(b) for b in blocks(s))))
    return tuple(result)


def _live(block: Block, results: Iterable[Expr]) -> Block:
    """``block`` without assignments to locals on which no result, effect or branch depends."""
    results = tuple(results)
    while True:
        smaller = _without(block, _needed(block, results))
        if smaller == block:
            return block
        block = smaller


def _needed(block: Block, results: tuple[Expr, ...]) -> set[str]:
    feeds: dict[str, set[str]] = {}  # local -> what its assignments read
    needed = {v.name for r in results for v in read_variables(r)}
    for s in statements(block):
        reads = {v.name for e in expressions(s) for v in read_variables(e)}
        if isinstance(s, Copy):
            reads.add(s.source.name)
        target = written(s) if isinstance(s, (Assign, Store, Copy, Fill)) else None
        if target is not None and target.storage is Storage.LOCAL:
            feeds.setdefault(target.name, set()).update(reads)
        else:
            needed |= reads
    frontier = list(needed)
    while frontier:
        more = feeds.pop(frontier.pop(), set()) - needed
        needed |= more
        frontier.extend(more)
    return needed


def _without(block: Block, needed: set[str]) -> Block:
    result: list[Statement] = []
    for s in block:
        target = written(s) if isinstance(s, (Assign, Store, Copy, Fill)) else None
        if target is not None and target.storage is Storage.LOCAL and target.name not in needed:
            continue
        if isinstance(s, Fault) and _never(s.condition):
            continue
        inner = tuple(_without(b, needed) for b in blocks(s))
        s = with_blocks(s, inner)
        empty = isinstance(s, If) or (isinstance(s, For) and s.index.name not in needed)
        if empty and not any(inner):
            continue
        result.append(s)
    return tuple(result)
