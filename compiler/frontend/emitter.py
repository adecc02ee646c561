"""Builds IR statements in open blocks, and closes them into frozen nodes at the end."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from ppc.compiler import budgets
from ppc.compiler.frontend.errors import Unsupported
from ppc.compiler.ir.nodes import (
    Array,
    Assign,
    Block,
    Const,
    Expr,
    Fault,
    FaultSite,
    Fill,
    For,
    If,
    Loop,
    LoopBound,
    Read,
    Scalar,
    Storage,
    Type,
    Variable,
)
from ppc.compiler.source import NO_SPAN, Span

OpenBlock = list[Any]


@dataclass
class OpenIf:
    condition: Expr
    then: OpenBlock
    orelse: OpenBlock
    span: Span


@dataclass
class OpenFor:
    index: Variable
    start: Expr
    stop: Expr
    step: int
    body: OpenBlock
    bound: int
    span: Span


@dataclass
class OpenLoop:
    body: OpenBlock
    bound: int
    site: int | None
    span: Span


@dataclass
class Region:
    """A place reserved for statements that are found to be needed later."""

    statements: OpenBlock = field(default_factory=list)


def close(block: OpenBlock) -> Block:
    """Frozen nodes of an open block."""
    out: list[Any] = []
    for s in block:
        if isinstance(s, OpenIf):
            then, orelse = close(s.then), close(s.orelse)
            if then or orelse:
                out.append(If(s.condition, then, orelse, s.span))
        elif isinstance(s, OpenFor):
            out.append(For(s.index, s.start, s.stop, s.step, close(s.body), s.bound, s.span))
        elif isinstance(s, OpenLoop):
            out.append(Loop(close(s.body), s.bound, s.site, s.span))
        elif isinstance(s, Region):
            out.extend(close(s.statements))
        else:
            out.append(s)
    return tuple(out)


_NOT_IDENTIFIER = re.compile(r"\W+|__+", re.ASCII)


class Names:
    """Unique identifiers, stable for a given policy text."""

    def __init__(self, prefix: str = "", reserved: Iterable[str] = ()) -> None:
        self.prefix = prefix
        self._used: set[str] = set(reserved)
        self._next: dict[str, int] = {}
        self._given: list[tuple[str, str, int | None]] = []  # names in order, with what _next held for them before
        self._bases: dict[str, str] = {}  # hint -> the identifier that it becomes

    def fresh(self, hint: str) -> str:
        base = self._bases.get(hint)
        if base is None:
            base = _NOT_IDENTIFIER.sub("_", hint).strip("_") or "v"
            if base[0].isdigit():
                base = "v" + base
            base = self._bases[hint] = self.prefix + base
        name, before = base, self._next.get(base)
        while name in self._used:
            n = self._next.get(base, 0) + 1
            self._next[base] = n
            name = f"{base}_{n}"
        self._used.add(name)
        self._given.append((name, base, before))
        return name

    def mark(self) -> int:
        """How many names were given so far, for ``forget``."""
        return len(self._given)

    def forget(self, mark: int, keep: Iterable[str]) -> None:
        """Takes back the names given since ``mark`` (their code was discarded), but for those in ``keep``."""
        if mark == len(self._given):
            return
        kept, again = set(keep), []
        for name, base, before in reversed(self._given[mark:]):
            if before is None:
                self._next.pop(base, None)
            else:
                self._next[base] = before
            if name in kept:
                again.append((name, base))
            else:
                self._used.discard(name)
        del self._given[mark:]
        self._given += [(name, base, self._next.get(base)) for name, base in reversed(again)]


class Emitter:
    """``block`` is the cursor: where the next statement goes."""

    def __init__(self, names: Names | None = None) -> None:
        self.block: OpenBlock = []
        self.names = names or Names()
        self.sites: list[FaultSite] = []
        self._site_index: dict[tuple[str, Span, str], int] = {}
        self.bounds: dict[Span, LoopBound] = {}
        self.tables: dict[tuple[Any, ...], Variable] = {}
        self.statements = 0
        self.local_words = 0
        self.faults = 0  # statements that may raise, ever emitted

    def emit(self, statement: Any) -> None:
        self.statements += 1
        if self.statements > budgets.IR_STATEMENTS:
            raise Unsupported(
                "PPC801",
                f"the policy needs more than {budgets.IR_STATEMENTS} operations once its calls and loops are written out",
                help="shorten loops over objects, or move work into arrays",
            )
        self.block.append(statement)

    def variable(self, hint: str, type: Type, storage: Storage = Storage.LOCAL) -> Variable:
        if isinstance(type, Array):
            self.local_words += type.size
            if type.size > budgets.ARRAY_ELEMENTS or self.local_words > budgets.EMITTED_WORDS:
                raise Unsupported(
                    "PPC802", f"the arrays need more than {budgets.EMITTED_WORDS} elements", help="use smaller arrays"
                )
        return Variable(self.names.fresh(hint), type, storage)

    def assign(self, variable: Variable, value: Expr, span: Span = NO_SPAN) -> None:
        self.emit(Assign(variable, value, span))

    def clear(self, memory: Variable, span: Span = NO_SPAN) -> None:
        """Zeros an array that is going to be written in part only, so that its life begins here."""
        assert isinstance(memory.type, Array)
        zeros: dict[Scalar, Any] = {Scalar.BOOL: False, Scalar.I64: 0, Scalar.F64: 0.0}
        self.emit(Fill(memory, Const(memory.type.element, zeros[memory.type.element]), span))

    def forget_names(self, mark: int) -> None:
        """Takes back names of discarded code; tables stay."""
        self.names.forget(mark, (t.name for t in self.tables.values()))

    def temporary(self, hint: str, type: Scalar, value: Expr, span: Span = NO_SPAN) -> Read:
        variable = self.variable(hint, type)
        self.assign(variable, value, span)
        return Read(variable)

    def site(self, code: str, span: Span, detail: str = "", room: int = 0) -> int:
        key = (code, span, detail)
        index = self._site_index.get(key)
        if index is None:
            index = self._site_index[key] = len(self.sites)
            self.sites.append(FaultSite(code, span, detail, room))
        return index

    def fault(self, code: str, condition: Expr, span: Span, detail: str = "", room: int = 0) -> None:
        self.faults += 1
        self.emit(Fault(self.site(code, span, detail, room), condition, span))

    def table(self, element: Scalar, values: tuple[Any, ...], hint: str) -> Variable:
        """A constant array; equal tables are shared. Floats are told apart by their bits."""
        key = (element, tuple(float(v).hex() if element is Scalar.F64 else v for v in values))
        found = self.tables.get(key)
        if found is None:
            found = Variable(self.names.fresh(hint), Array(element, len(values)), Storage.TABLE, values)
            self.tables[key] = found
        return found

    def loop_bound(self, span: Span, bound: int, proven: bool) -> None:
        old = self.bounds.get(span)
        if old is None or old.bound < bound or (old.proven and not proven):
            self.bounds[span] = LoopBound(span, bound, proven)
