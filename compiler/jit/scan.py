"""What the lowering needs to know of a block, found in one walk."""

from __future__ import annotations

from collections.abc import Iterable

from ppc.compiler.ir import nodes as ir
from ppc.compiler.ir.types import Array
from ppc.compiler.ir.walk import blocks, expressions, operands, written


class Scan:
    """Of some blocks together: the ``variables`` that they mention, by name in order of appearance; the names of the
    functions that they call (``calls``), of the variables that they write (``writes``) and of the arrays that they
    index with something else than a constant (``dynamic``); how many expression ``nodes`` they have, and whether they
    loop (``loops``)."""

    def __init__(self, *roots: ir.Block) -> None:
        self.variables: dict[str, ir.Variable] = {}
        self.calls: set[str] = set()
        self.writes: set[str] = set()
        self.dynamic: set[str] = set()
        self.nodes = 0
        self.loops = False
        for root in roots:
            self._block(root)

    def tables(self) -> Iterable[ir.Variable]:
        """The constant arrays among the variables."""
        return (v for v in self.variables.values() if v.storage is ir.Storage.TABLE and isinstance(v.type, Array))

    def locals(self) -> Iterable[ir.Variable]:
        return (v for v in self.variables.values() if v.storage is ir.Storage.LOCAL)

    def _block(self, block: ir.Block) -> None:
        for statement in block:
            target = written(statement)
            if target is not None:
                self.variables.setdefault(target.name, target)
                self.writes.add(target.name)
                if isinstance(statement, ir.Store) and not isinstance(statement.index, ir.Const):
                    self.dynamic.add(target.name)
                elif isinstance(statement, ir.Copy):
                    self.variables.setdefault(statement.source.name, statement.source)
            for expr in expressions(statement):
                self._expr(expr)
            if isinstance(statement, (ir.If, ir.For, ir.Loop)):
                self.loops = self.loops or not isinstance(statement, ir.If)
                for inner in blocks(statement):
                    self._block(inner)

    def _expr(self, expr: ir.Expr) -> None:
        stack = [expr]
        while stack:
            node = stack.pop()
            self.nodes += 1
            if isinstance(node, ir.Binary):  # the most frequent first
                stack.append(node.right)
                stack.append(node.left)
            elif isinstance(node, ir.Read):
                self.variables.setdefault(node.variable.name, node.variable)
            elif not isinstance(node, ir.Const):
                if isinstance(node, ir.Load):
                    self.variables.setdefault(node.variable.name, node.variable)
                    if not isinstance(node.index, ir.Const):
                        self.dynamic.add(node.variable.name)
                elif isinstance(node, ir.Call):
                    self.calls.add(node.function)
                stack.extend(operands(node)[::-1])
