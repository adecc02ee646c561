"""Removes what cannot be seen: assignments to locals that nothing reads, empty branches and loops, functions
that nobody calls. Tables stand only where they are read, so they vanish with their readers."""

from __future__ import annotations

from dataclasses import replace
from operator import is_

from ppc.compiler.ir.nodes import (
    Assign,
    Block,
    Break,
    Const,
    Continue,
    Copy,
    Fault,
    Fill,
    For,
    Function,
    If,
    Program,
    Statement,
    Storage,
    Store,
)
from ppc.compiler.ir.walk import blocks, called, expressions, read_variables, statements, with_blocks, written


def run(program: Program) -> Program:
    """``program`` without dead code. Parameters, derived variables and state stay: they are its interface."""
    reset, derive = _clean((program.reset,)), _clean((program.derive,))
    step, finish = _clean((program.step, program.finish))
    functions = {f.name: f if f.finished else run_function(f) for f in program.functions}
    wanted = called(step) | called(finish) | called(reset[0]) | called(derive[0])
    kept = []
    for name, function in reversed(functions.items()):
        if name in wanted:
            kept.append(function)
            wanted |= called((*function.body, Fault(0, function.result)))
    return replace(program, functions=tuple(kept[::-1]), derive=derive[0], reset=reset[0], step=step, finish=finish)


def run_function(function: Function) -> Function:
    """``function`` without dead code."""
    body, _ = _clean((function.body, (Fault(0, function.result),)))
    return replace(function, body=body)


def _clean(scope: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks of one ``scope`` of locals, cleaned until nothing more goes."""
    while True:
        cleaner = _Cleaner(_live(scope))
        scope = tuple([cleaner.block(block) for block in scope])
        if not cleaner.again:
            return scope


def _live(scope: tuple[Block, ...]) -> set[str]:
    """Names of what is read for something that can be seen."""
    feeds: dict[str, set[str]] = {}  # local -> what its values are computed from
    live: list[str] = []
    for block in scope:
        for statement in statements(block):
            reads = {v.name for e in expressions(statement) for v in read_variables(e)}
            if isinstance(statement, Copy):
                reads.add(statement.source.name)
            target = _dispensable(statement)
            if target is None:
                live.extend(reads)
            else:
                feeds.setdefault(target, set()).update(reads)
    found: set[str] = set()
    while live:
        name = live.pop()
        if name not in found:
            found.add(name)
            live.extend(feeds.get(name, ()))
    return found


def _dispensable(statement: Statement) -> str | None:
    """The local that ``statement`` writes and does nothing else."""
    if not isinstance(statement, (Assign, Store, Copy, Fill)):
        return None
    target = written(statement)
    return target.name if target is not None and target.storage is Storage.LOCAL else None


class _Cleaner:
    """``again``: a condition or a bound went, and what it was computed from may be dead now. (Dead assignments leave
    nothing dead behind: what they read did not count as live.)"""

    def __init__(self, live: set[str]) -> None:
        self.live = live
        self.again = False

    def block(self, block: Block) -> Block:
        """``block`` without its dead statements; the same object when there are none."""
        result: list[Statement] = []
        for statement in block:
            target = _dispensable(statement)
            if target is not None:
                if target in self.live:
                    result.append(statement)
                continue
            inner = tuple([self.block(b) for b in blocks(statement)])
            if isinstance(statement, If):
                if isinstance(statement.condition, Const):
                    self.again = True  # the other arm's reads
                    result.extend(inner[0] if statement.condition.value else inner[1])
                    if result and isinstance(result[-1], (Break, Continue)):
                        break
                    continue
                if not any(inner):
                    self.again = True
                    continue
            elif isinstance(statement, For) and not any(inner) and statement.index.name not in self.live:
                self.again = True
                continue
            result.append(with_blocks(statement, inner) if inner else statement)
        if len(result) == len(block) and all(map(is_, result, block)):
            return block
        return tuple(result)
