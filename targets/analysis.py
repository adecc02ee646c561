"""What an exporter of structured code asks of the IR: where a local can be declared, which integer arithmetic
cannot overflow, which ``For`` is a plain counted loop."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass, field

from ppc.compiler.ir.assigned import maybe_unassigned
from ppc.compiler.ir.nodes import (
    Assign,
    Binary,
    Block,
    Const,
    Copy,
    Expr,
    Faulted,
    Fill,
    For,
    Load,
    Read,
    Select,
    Statement,
    Storage,
    Store,
    Unary,
    Variable,
)
from ppc.compiler.ir.types import Array
from ppc.compiler.ir.walk import blocks, expressions, read_variables, statements, subexpressions, writes, written

Interval = tuple[int, int]
_INT64 = (-(1 << 63), (1 << 63) - 1)


@dataclass
class Locals:
    """Locals of one entry or function.

    ``inline``: ids of the Assign statements that declare their variable; ``constant``: those of them whose variable
    is assigned nowhere else; ``counters``: ids of For statements that declare their index; ``top``: variables to
    declare at the top, with whether they need a zero.
    """

    inline: set[int] = field(default_factory=set)
    constant: set[int] = field(default_factory=set)
    counters: set[int] = field(default_factory=set)
    top: list[tuple[Variable, bool]] = field(default_factory=list)


def locals_of(block: Block, result: Expr | None = None, given: Container[str] = ()) -> Locals:
    """Decides where each local of ``block`` (and ``result`` after it) is declared, as deep and as late as its uses
    allow; those ``given`` as parameters are left out. A local whose first mention is an assignment in the innermost
    block around all mentions is declared there."""
    mentions: dict[str, list[_Mention]] = {}
    _collect(block, (), mentions)
    if result is not None:
        for variable in read_variables(result):
            mentions.setdefault(variable.name, []).append(_Mention(variable, (), None))
    found = Locals()
    needs_zero = maybe_unassigned(block, result)
    for name, places in mentions.items():
        first = places[0]
        if first.variable.storage is not Storage.LOCAL or name in given:
            continue
        home = _common([p.path for p in places])
        if counters := _counters(places):
            found.counters |= counters
        elif first.path != home or first.writer is None:
            found.top.append((first.variable, name in needs_zero))
        elif isinstance(first.writer, Assign):
            found.inline.add(id(first.writer))
            if sum(p.writer is not None for p in places) == 1:
                found.constant.add(id(first.writer))
        else:
            found.top.append((first.variable, name in needs_zero))
    return found


def _counters(places: list[_Mention]) -> set[int]:
    """Ids of the loops that can each declare the variable as their own counter: it lives in their bodies alone."""
    loops = {p.path: p.writer for p in places if isinstance(p.writer, For)}
    if not all(is_plain(loop) for loop in loops.values()):
        return set()
    inside = all(any(p.path[: len(body)] == body for body in loops) for p in places)
    return {id(loop) for loop in loops.values()} if inside else set()


_Path = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Mention:
    """``variable`` named in the block at ``path``; ``writer`` writes it there, None reads it."""

    variable: Variable
    path: _Path
    writer: Statement | None


def _common(paths: list[_Path]) -> _Path:
    low, high = min(paths), max(paths)
    length = next((i for i, (a, b) in enumerate(zip(low, high, strict=False)) if a != b), min(len(low), len(high)))
    return low[:length]


def _collect(block: Block, path: _Path, mentions: dict[str, list[_Mention]]) -> None:
    for at, statement in enumerate(block):
        for expr in expressions(statement):
            for variable in read_variables(expr):
                mentions.setdefault(variable.name, []).append(_Mention(variable, path, None))
        if isinstance(statement, Copy):
            mentions.setdefault(statement.source.name, []).append(_Mention(statement.source, path, None))
        target = written(statement)
        if target is not None:
            # A loop declares its index, if at all, for its body.
            where = (*path, at, 0) if isinstance(statement, For) else path
            mentions.setdefault(target.name, []).append(_Mention(target, where, statement))
        for arm, inner in enumerate(blocks(statement)):
            _collect(inner, (*path, at, arm), mentions)


def is_plain(loop: For) -> bool:
    """Whether counting with the index itself, the stop evaluated each turn, means the same."""
    changed = writes(loop.body)
    if loop.index.name in changed:
        return False
    if isinstance(loop.stop, Const):
        return -(1 << 62) < int(loop.stop.value) < 1 << 62
    simple = isinstance(loop.stop, Read) and loop.stop.variable.name not in changed
    return simple and loop.step in (1, -1)


class Ranges:
    """Intervals of integer expressions, from the counted loops around them."""

    def __init__(self) -> None:
        self._of: dict[str, Interval] = {}

    def enter(self, loop: For, whole: Callable[[str], bool]) -> None:
        """``loop``'s index is known inside it, if ``whole`` says that nothing else assigns it."""
        start, stop = self.of(loop.start), self.of(loop.stop)
        if start is None or stop is None or not whole(loop.index.name):
            return
        low, high = (start[0], stop[1] - 1) if loop.step > 0 else (stop[0] + 1, start[1])
        if low <= high:
            self._of[loop.index.name] = (low, high)

    def leave(self, loop: For) -> None:
        self._of.pop(loop.index.name, None)

    def of(self, expr: Expr) -> Interval | None:
        match expr:
            case Const(value=n):
                return (int(n), int(n)) if isinstance(n, int) else None
            case Read(variable=v):
                return self._of.get(v.name)
            case Unary(op="b2i"):
                return (0, 1)
            case Unary(op="ineg"):
                inner = self.of(expr.operand)
                return None if inner is None else _fits(-inner[1], -inner[0])
            case Binary(op="iadd" | "isub" | "imul" as op):
                left, right = self.of(expr.left), self.of(expr.right)
                if left is None or right is None:
                    return None
                combine = {"iadd": int.__add__, "isub": int.__sub__, "imul": int.__mul__}[op]
                ends = [combine(a, b) for a in left for b in right]
                return _fits(min(ends), max(ends))
        return None


def _fits(low: int, high: int) -> Interval | None:
    return (low, high) if _INT64[0] <= low and high <= _INT64[1] else None


def indexed_dynamically(block: Block, array: Variable) -> bool:
    """Whether some access to ``array`` in ``block`` is not by a constant index."""
    for statement in statements(block):
        match statement:
            case Copy() if array.name in (statement.target.name, statement.source.name):
                return True
            case Fill(target=target) if target.name == array.name:
                return True
            case Store(variable=variable, index=index) if variable.name == array.name and not isinstance(index, Const):
                return True
    return any(not isinstance(load.index, Const) for load in _loads(block, array))


def constant_accesses(block: Block, array: Variable) -> set[int]:
    """The elements of ``array`` that ``block`` reads by a constant index, clamped as a load clamps."""
    assert isinstance(array.type, Array)
    last = array.type.size - 1
    return {min(max(int(e.index.value), 0), last) for e in _loads(block, array) if isinstance(e.index, Const)}


def _loads(block: Block, array: Variable) -> Iterator[Load]:
    for expr in all_expressions(block):
        if isinstance(expr, Load) and expr.variable.name == array.name:
            yield expr


def all_expressions(block: Block) -> Iterator[Expr]:
    """Every expression node in ``block``."""
    for statement in statements(block):
        for expr in expressions(statement):
            yield from subexpressions(expr)


def faulted_in(block: Block) -> bool:
    """Whether ``block`` looks at the faults raised so far."""
    return any(isinstance(e, Faulted) for e in all_expressions(block))


def read_all(variables: Sequence[Variable]) -> Block:
    """Statements that read each of ``variables``, to ask what a block before them must have assigned."""
    return tuple(
        Copy(Variable("read_", v.type), v) if isinstance(v.type, Array) else Assign(Variable("read_", v.type), Read(v))
        for v in variables
    )


def update_of(statement: Assign) -> Select | None:
    """The select of ``x = c ? a : x``, which reads better as ``if (c) x = a``."""
    value = statement.value
    if isinstance(value, Select) and isinstance(value.orelse, Read) and value.orelse.variable == statement.variable:
        return value
    return None
