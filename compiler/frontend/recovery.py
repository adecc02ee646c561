"""Looks on after an error, so that all errors of a file are told at once.

What a statement with an error would have assigned is unknown from there on; a statement that uses something unknown is
passed over in silence, since its error, if any, may be a consequence.
"""

from __future__ import annotations

import ast
import contextlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from ppc.compiler.diagnostics import Diagnostic
from ppc.compiler.frontend.errors import NeedsStatic, Unsupported
from ppc.compiler.frontend.generators import CHANGING
from ppc.compiler.frontend.values.values import Instance, Num, Poison, Ref
from ppc.compiler.ir.nodes import Read
from ppc.compiler.ir.types import BOOL

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator

UNKNOWN = Poison("")
_MOST = 20
_UNBOUND = ("PPC208", "PPC209")
_BUDGETS = ("PPC801", "PPC802", "PPC803", "PPC804", "PPC805")  # these end the look: the rest would meet them too


class Silent(Unsupported):
    """The use of something that an earlier error left unknown."""

    def __init__(self) -> None:
        super().__init__("PPC304", "a value is unknown because of another error")


class Recovery:
    """The errors found so far. With ``keep``, what a statement with an error would have changed stays as it was."""

    def __init__(self, first: list[Diagnostic], keep: bool = False) -> None:
        self.found = {_key(d): d for d in first}
        self.keep = keep
        self.names: set[str] = set()  # that a statement with an error would have bound

    def note(self, error: Unsupported) -> None:
        if isinstance(error, Silent) or error.span is None:
            return
        if error.code in _UNBOUND and any(f"'{name}'" in error.message for name in self.names):
            return  # it is bound in the text, by a statement that failed
        diagnostic = Diagnostic(error.code, error.message, error.span, error.help)
        self.found.setdefault(_key(diagnostic), diagnostic)

    def statement(self, ev: Evaluator, node: ast.stmt, run: Callable[[ast.stmt], bool]) -> bool:
        """Evaluates a statement; on an error, notes it and goes on as well as can be."""
        from ppc.compiler.frontend.values.borrows import Reshaped
        from ppc.compiler.frontend.values.checkpoint import Checkpoint

        if ev.library_span is not None:
            return run(node)
        point = Checkpoint(ev)
        try:
            return run(node)
        except Unsupported as error:
            if (isinstance(error, NeedsStatic) and ev.loops) or error.code in _BUDGETS:
                raise
            if not (ev.regrown and isinstance(error, Reshaped)):  # another evaluation would widen it
                self.note(error)
            if len(self.found) >= _MOST:
                raise Unsupported("PPC803", "enough errors") from None
            point.rollback(ev)
            return self._go_on(ev, node)

    def _go_on(self, ev: Evaluator, node: ast.stmt) -> bool:
        """After ``node`` failed: what it would have assigned is unknown."""
        if isinstance(node, ast.Return):
            return ev.leave(ev.frame.exits, UNKNOWN)
        if isinstance(node, ast.If):
            either = Num(BOOL, Read(ev.out.variable("either", BOOL)))
            try:
                return ev.branch(either, lambda: ev.block(node.body), lambda: ev.block(node.orelse))
            except Silent:
                pass
        for child in ast.walk(node):
            if not self.keep and (
                (isinstance(child, ast.Subscript) and not isinstance(child.ctx, ast.Load))
                or (isinstance(child, ast.Call) and isinstance(child.func, ast.Attribute) and child.func.attr in CHANGING)
            ):
                self._forget(ev, child.value if isinstance(child, ast.Subscript) else child.func.value)  # type: ignore[attr-defined]
            if isinstance(child, ast.FunctionDef | ast.ClassDef):
                ev.frame.locals[child.name] = UNKNOWN
            elif isinstance(child, ast.alias):
                ev.frame.locals[(child.asname or child.name).split(".")[0]] = UNKNOWN
            elif isinstance(child, ast.Name) and isinstance(child.ctx, ast.Store):
                if self.keep and child.id in ev.frame.locals:
                    continue
                self.names.add(child.id)
                ev.frame.locals[child.id] = UNKNOWN
            elif isinstance(child, ast.Attribute) and isinstance(child.ctx, ast.Store) and isinstance(child.value, ast.Name):
                base = ev.frame.locals.get(child.value.id)
                content = ev.heap.get(base.id) if isinstance(base, Ref) else None
                if isinstance(base, Ref) and isinstance(content, Instance) and not (self.keep and child.attr in content.fields):
                    ev.heap[base.id] = Instance(content.cls, {**content.fields, child.attr: UNKNOWN})
        return True

    def _forget(self, ev: Evaluator, node: ast.expr) -> None:
        """What an item is put into, or a method changes, is unknown as a whole."""
        while isinstance(node, ast.Subscript):
            node = node.value
        if isinstance(node, ast.Name) and node.id in ev.frame.locals and node.id != "self":
            ev.frame.locals[node.id] = UNKNOWN
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            base = ev.frame.locals.get(node.value.id)
            content = ev.heap.get(base.id) if isinstance(base, Ref) else None
            if isinstance(base, Ref) and isinstance(content, Instance) and node.attr in content.fields:
                ev.heap[base.id] = Instance(content.cls, {**content.fields, node.attr: UNKNOWN})


def _key(diagnostic: Diagnostic) -> tuple[int, int]:
    return diagnostic.span.line, diagnostic.span.column


def all_errors(first: list[Diagnostic], run: Callable[[Recovery], object]) -> list[Diagnostic]:
    """The first errors and those that ``run``, an evaluation with recovery, finds beside them, in the order of the text."""
    if any(d.code in _BUDGETS for d in first):
        return first
    recovery = Recovery(first)
    with contextlib.suppress(Exception):  # nothing that goes wrong in this second look may hide the user's first error
        run(recovery)
    return sorted(recovery.found.values(), key=lambda d: (d.span.line, d.span.column))


def unknown(reason: str) -> None:
    """Raises where a value of no type is one that an error left."""
    if not reason:
        raise Silent
