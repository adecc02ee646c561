"""Local arrays whose lives do not overlap share memory.

An array lives from the first to the last statement that names it, in the innermost block that holds all of
these. Where the first one writes it whole, nothing of its life is seen outside of that stretch, turns of a loop
around it included, so that arrays of one type with stretches apart may be one array.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from ppc.compiler.ir.nodes import (
    Binary,
    Block,
    Const,
    Copy,
    Expr,
    Fill,
    For,
    If,
    Load,
    Program,
    Read,
    Statement,
    Storage,
    Store,
    Variable,
)
from ppc.compiler.ir.types import I64, Array
from ppc.compiler.ir.walk import blocks, expressions, leaves, map_expr, operands, read_variables, with_blocks, with_expressions

SMALLEST = 17  # words; LLVM keeps shorter arrays in registers, and knows best


def run(program: Program) -> Program:
    """``program`` with fewer local arrays."""
    derive, reset, step = share(program.derive), share(program.reset), share(program.step + program.finish)
    cut = len(program.step)
    return replace(program, derive=derive, reset=reset, step=step[:cut], finish=step[cut:])


@dataclass(slots=True)
class _Life:
    """Where an array is named: ``block`` and the positions in it; ``whole`` when it is written whole first."""

    variable: Variable
    start: int = -1
    end: int = -1
    whole: bool = False


def share(block: Block) -> Block:
    """One scope of locals."""
    lives: list[_Life] = []
    _lives(block, 0, lives)
    lives = sorted((life for life in lives if life.whole), key=lambda life: (life.start, life.variable.name))
    busy: dict[Array, list[tuple[int, Variable]]] = {}  # type -> (end, array) of those handed out
    names: dict[str, Variable] = {}
    for life in lives:
        assert isinstance(life.variable.type, Array)
        pool = busy.setdefault(life.variable.type, [])
        for k, (end, variable) in enumerate(pool):
            if end < life.start:
                names[life.variable.name] = variable
                pool[k] = (life.end, variable)
                break
        else:
            pool.append((life.end, life.variable))
    return _rename(block, names) if names else block


def _lives(block: Block, position: int, lives: list[_Life]) -> tuple[int, dict[str, Variable]]:
    """Lives of the arrays of which ``block`` holds all; also the next position and the arrays named in it.

    An array named in two statements of a block lives in that block; one named in a single statement lives
    further in, or is named by that statement itself.
    """
    first: dict[str, tuple[int, Statement]] = {}
    last: dict[str, int] = {}
    several: set[str] = set()
    named: dict[str, Variable] = {}
    inner_lives: list[_Life] = []
    for statement in block:
        start = position
        position += 1
        own = _named(statement)
        below: dict[str, Variable] = {}
        for part in blocks(statement):
            position, found = _lives(part, position, inner_lives)
            several |= below.keys() & found.keys()
            below.update(found)
        several |= own.keys() & below.keys()
        for name, variable in {**below, **own}.items():
            if name in first:
                several.add(name)
            else:
                first[name] = (start, statement)
                named[name] = variable
            last[name] = position - 1
            if name in own:
                several.add(name)  # named by the statement itself: no life further in
    lives.extend(life for life in inner_lives if life.variable.name not in several)
    for name in several:
        start, statement = first[name]
        lives.append(_Life(named[name], start, last[name], _defines(statement, name)))
    return position, named


def _named(statement: Statement) -> dict[str, Variable]:
    """Shareable arrays that ``statement`` itself names."""
    found: list[Variable] = []
    if isinstance(statement, Store):
        found.append(statement.variable)
    elif isinstance(statement, Copy):
        found += [statement.target, statement.source]
    elif isinstance(statement, Fill):
        found.append(statement.target)
    for expr in expressions(statement):
        found += read_variables(expr)
    return {v.name: v for v in found if _shareable(v)}


def _shareable(variable: Variable) -> bool:
    return variable.storage is Storage.LOCAL and isinstance(variable.type, Array) and variable.type.size >= SMALLEST


def _defines(statement: Statement, name: str) -> bool:
    """Whether ``statement`` writes all of array ``name`` before it reads any of it."""
    match statement:
        case Fill():
            return statement.target.name == name
        case Copy():
            return statement.target.name == name and statement.source.name != name
        case For():
            return _sweeps(statement, name)
        case If():
            return name not in _names_of(statement.condition) and all(_arm(b, name) for b in blocks(statement))
        case _:
            return False


def _arm(block: Block, name: str) -> bool:
    """Whether the first statement of ``block`` that names ``name`` defines it."""
    for statement in block:
        if leaves((statement,)):
            return False
        if _mentions(statement, name):
            return _defines(statement, name)
    return False


def _sweeps(loop: For, name: str, around: tuple[tuple[Variable, int], ...] = ()) -> bool:
    """Whether a nest of loops stores each element once, and every turn looks at its own element at most."""
    start, stop = loop.start, loop.stop
    if not (isinstance(start, Const) and start.value == 0 and isinstance(stop, Const) and loop.step == 1):
        return False
    nest = (*around, (loop.index, int(stop.value)))
    written: Expr | None = None
    for statement in loop.body:
        if written is not None:
            if not _only_at(statement, name, written):
                return False
        elif leaves((statement,)):
            return False
        elif isinstance(statement, Store) and statement.variable.name == name:
            assert isinstance(statement.variable.type, Array)
            if name in _names_of(statement.value) or not _covers(statement.index, nest, statement.variable.type.size):
                return False
            written = statement.index
        elif isinstance(statement, For) and _mentions(statement, name):
            if not _sweeps(statement, name, nest):
                return False
            written = Const(I64, -1)  # nothing after the inner loop may look at the array
        elif _mentions(statement, name):
            return False
    return written is not None


def _covers(index: Expr, nest: tuple[tuple[Variable, int], ...], size: int) -> bool:
    """Whether ``index`` takes each value below ``size`` once over the turns of ``nest``, as row by row does."""
    steps = _linear(index)
    if steps is None or steps.keys() - {v.name for v, _ in nest} - {""} or steps.get("", 0) != 0:
        return False
    reached = 1
    for variable, count in reversed(nest):
        if count > 1 and steps.get(variable.name, 0) != reached:
            return False
        reached *= count
    return reached == size


def _linear(expr: Expr) -> dict[str, int] | None:
    """Coefficients of an index by loop counter, the constant under the empty name; None where it is not linear."""
    match expr:
        case Const():
            return {"": int(expr.value)}
        case Read():
            return {expr.variable.name: 1}
        case Binary(op="iadd"):
            left, right = _linear(expr.left), _linear(expr.right)
            if left is None or right is None:
                return None
            return {k: left.get(k, 0) + right.get(k, 0) for k in {**left, **right}}
        case Binary(op="imul"):
            left, right = _linear(expr.left), _linear(expr.right)
            if left is None or right is None or not (left.keys() <= {""} or right.keys() <= {""}):
                return None
            factor, other = (left, right) if left.keys() <= {""} else (right, left)
            return {k: factor.get("", 0) * v for k, v in other.items()}
        case _:
            return None


def _only_at(statement: Statement, name: str, index: Expr) -> bool:
    """Whether all that ``statement`` reads of the array is its element ``index``."""

    def fits(expr: Expr) -> bool:
        if isinstance(expr, Load) and expr.variable.name == name:
            return expr.index == index
        return all(fits(e) for e in operands(expr))

    if isinstance(statement, Copy) and statement.source.name == name:
        return False
    return all(fits(e) for e in expressions(statement)) and all(
        _only_at(s, name, index) for part in blocks(statement) for s in part
    )


def _mentions(statement: Statement, name: str) -> bool:
    return name in _named(statement) or any(_mentions(s, name) for part in blocks(statement) for s in part)


def _names_of(expr: Expr) -> set[str]:
    return {v.name for v in read_variables(expr)}


def _rename(block: Block, names: dict[str, Variable]) -> Block:
    result: list[Statement] = []
    for statement in block:
        new = with_expressions(statement, tuple([map_expr(e, partial(_renamed, names)) for e in expressions(statement)]))
        match new:
            case Store() if new.variable.name in names:
                new = replace(new, variable=names[new.variable.name])
            case Fill() if new.target.name in names:
                new = replace(new, target=names[new.target.name])
            case Copy():
                target, source = (names.get(v.name, v) for v in (new.target, new.source))
                new = replace(new, target=target, source=source)
            case _:
                pass
        result.append(with_blocks(new, tuple([_rename(b, names) for b in blocks(new)])))
    return tuple(result)


def _renamed(names: dict[str, Variable], expr: Expr) -> Expr:
    if isinstance(expr, Load) and expr.variable.name in names:
        return replace(expr, variable=names[expr.variable.name])
    return expr
