"""Numeric literals of a policy: which are tunable parameters, and what they are called.

A parameter is a literal at a source span. A literal that `__init__` and `reset` give to the same field is one
parameter with two spans.
"""

from __future__ import annotations

import ast
from copy import copy
from dataclasses import dataclass

from ppc.compiler.frontend import syntax
from ppc.compiler.frontend.module_variables import MODULE_CELL
from ppc.compiler.ir.nodes import Parameter
from ppc.compiler.source import Span


def _is_of_module(target: ast.Attribute) -> bool:
    """Whether ``target`` is a variable of the module that functions assign."""
    return isinstance(target.value, ast.Name) and target.value.id == MODULE_CELL


@dataclass
class Literal:
    index: int
    value: float
    label: str
    spans: list[Span]
    integer: bool


def span_of(node: ast.AST, lines: list[bytes] | None = None) -> Span:
    """The node's place, columns in characters (Python's parser counts bytes)."""
    line, col = getattr(node, "lineno", 0), getattr(node, "col_offset", 0)
    end_line, end = getattr(node, "end_lineno", line) or line, getattr(node, "end_col_offset", col) or col
    if lines is not None and 1 <= line <= len(lines) and 1 <= end_line <= len(lines):
        col = len(lines[line - 1][:col].decode(errors="replace"))
        end = len(lines[end_line - 1][:end].decode(errors="replace"))
    return Span(line, col, end_line, end)


class Literals:
    """Indexes the numeric literals of a module; ``node_index`` maps id(node) of a Constant to its parameter."""

    def __init__(self, module: ast.Module, source: str) -> None:
        # Columns in bytes are columns in characters where there is only ASCII.
        self.lines = None if source.isascii() else source.encode().splitlines()
        self.items: list[Literal] = []
        self._spans: dict[ast.AST, Span] = {}
        self.node_index: dict[int, int] = {}
        self.structural: set[int] = set()
        self.used: set[int] = set()
        self._labels: dict[str, int] = {}
        self._resets: dict[tuple[str, str, str], list[int]] = {}
        self._scan_module(module)

    def fresh(self) -> Literals:
        """The same literals with nothing known of their use."""
        other = copy(self)
        other.structural, other.used = set(), set()
        return other

    def span(self, node: ast.AST) -> Span:
        """The place of ``node``."""
        found = self._spans.get(node)
        if found is None:
            found = self._spans[node] = span_of(node, self.lines)
        return found

    def tunable(self, index: int) -> bool:
        self.used.add(index)
        return index not in self.structural

    def freeze(self, deps: frozenset[int]) -> None:
        """Makes parameters structural: their values were needed at compile time."""
        self.structural |= deps

    def parameters(self) -> tuple[Parameter, ...]:
        """All literals as IR parameters, in source order, with unique identifiers."""
        used: set[str] = set()
        result = []
        for item in self.items:
            name = "".join(c if c.isalnum() and c.isascii() else "_" for c in item.label).strip("_") or "p"
            if name[0].isdigit():
                name = "p_" + name
            base, n = name, 1
            while name in used:
                n += 1
                name = f"{base}_{n}"
            used.add(name)
            result.append(
                Parameter(name, item.label, item.value, tuple(item.spans), item.integer, item.index in self.structural)
            )
        return tuple(result)

    # -- scanning -----------------------------------------------------------------------------------------

    def _scan_module(self, module: ast.Module) -> None:
        for statement in module.body:
            self._scan_statement(statement, "")

    def _scan_statement(self, node: ast.stmt, where: str) -> None:
        if isinstance(node, ast.ClassDef):
            for child in node.body:
                self._scan_statement(child, node.name if where or node.name != "Policy" else "")
            return
        if isinstance(node, ast.FunctionDef):
            inner = f"{where}.{node.name}" if where else node.name
            arguments = [*node.args.posonlyargs, *node.args.args]
            for argument, default in zip(
                arguments[len(arguments) - len(node.args.defaults) :], node.args.defaults, strict=True
            ):
                self._scan_value(default, f"{inner}.{argument.arg}", inner, True)
            for argument, kw_default in zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True):
                if kw_default is not None:
                    self._scan_value(kw_default, f"{inner}.{argument.arg}", inner, True)
            for child in node.body:
                self._scan_statement(child, inner)
            return
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            label = None
            if isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name) and target.value.id == "self":
                owner = where.rpartition(".")[0]
                label = f"{owner}.{target.attr}" if owner else target.attr
                if self._shared_with_init(node, where, owner, target.attr):
                    return
            elif isinstance(target, ast.Name):
                label = f"{where}.{target.id}" if where else target.id
            elif isinstance(target, ast.Attribute) and _is_of_module(target):
                label = f"{where}.{target.attr}" if where else target.attr
                if self._shared_with_init(node, where, MODULE_CELL, target.attr):
                    return
            if label is not None:
                before = len(self.items)
                self._scan_value(node.value, label, where, True)
                owner, _, method = where.rpartition(".")
                if isinstance(target, ast.Attribute) and (method == "__init__" or not where):
                    key = (owner if where else MODULE_CELL, target.attr, ast.unparse(node.value))
                    self._resets[key] = list(range(before, len(self.items)))
                return
        self._scan_children(node, where)

    def _scan_children(self, node: ast.stmt, where: str) -> None:
        for child in syntax.children(node):
            if isinstance(child, ast.stmt):
                self._scan_statement(child, where)
            elif isinstance(child, ast.expr):
                self._scan_value(child, where or "module", where, False)
            else:
                for sub in syntax.walk(child):
                    if isinstance(sub, ast.stmt):
                        self._scan_statement(sub, where)
                    elif isinstance(sub, ast.Constant):
                        self._add(sub, where, False)

    def _shared_with_init(self, node: ast.Assign | ast.AnnAssign, where: str, owner: str, attribute: str) -> bool:
        """`reset` repeats what `__init__` or the module wrote: the same literals under a second span."""
        if where.rpartition(".")[2] != "reset" or node.value is None:
            return False
        indices = self._resets.get((owner, attribute, ast.unparse(node.value)))
        if indices is None:
            return False
        constants = self._constants(self._ordered(node.value), True, node.value)
        if len(constants) != len(indices):
            return False
        for constant, index in zip(constants, indices, strict=True):
            self.node_index[id(constant)] = index
            self.items[index].spans.append(span_of(constant, self.lines))
        return True

    @staticmethod
    def _ordered(node: ast.AST) -> list[ast.AST]:
        """``node`` and all under it, as the text has them."""
        out: list[ast.AST] = []
        stack = [node]
        while stack:
            top = stack.pop()
            out.append(top)
            stack.extend(reversed(syntax.children(top)))
        return out

    @staticmethod
    def _numeric(node: ast.AST) -> bool:
        return isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool)

    def _constants(self, nodes: list[ast.AST], direct: bool, root: ast.AST) -> list[ast.AST]:
        """Numbers among ``nodes``: floats always, integers where they are a number on their own, not part of an expression."""
        numbers = [n for n in nodes if self._numeric(n)]
        plain = self._plain_positions(root) if direct and numbers else {}
        return [n for n in numbers if isinstance(n, ast.Constant) and (isinstance(n.value, float) or plain.get(id(n), False))]

    def _plain_positions(self, root: ast.AST) -> dict[int, bool]:
        found: dict[int, bool] = {}

        def visit(node: ast.AST) -> None:
            if isinstance(node, ast.Constant):
                found[id(node)] = True
            elif isinstance(node, ast.UnaryOp):
                visit(node.operand)
            elif isinstance(node, ast.List | ast.Tuple):
                for e in node.elts:
                    visit(e)
            elif isinstance(node, ast.Dict):
                for v in node.values:
                    visit(v)
            elif isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name in ("array", "asarray", "diag", "dict", "float", "deg2rad", "radians") or name[:1].isupper():
                    for a in node.args:
                        visit(a)
                    for k in node.keywords:
                        visit(k.value)

        visit(root)
        return found

    def _scan_value(self, value: ast.expr, label: str, where: str, direct: bool) -> None:
        nodes = self._ordered(value)
        constants = self._constants(nodes, direct, value)
        powers = [n.right for n in nodes if isinstance(n, ast.BinOp) and isinstance(n.op, ast.Pow)]
        exponents = {id(p.operand if isinstance(p, ast.UnaryOp) else p) for p in powers}
        constants = [c for c in constants if id(c) not in exponents]
        for i, constant in enumerate(constants):
            assert isinstance(constant, ast.Constant)
            text = label
            if direct and len(constants) > 1:
                text = f"{label}[{i}]"
            self._add(constant, text, direct)

    def _add(self, constant: ast.Constant, label: str, direct: bool) -> None:
        if not self._numeric(constant) or id(constant) in self.node_index:
            return
        assert isinstance(constant.value, int | float)
        if not direct:
            if isinstance(constant.value, int):
                return
            label = f"{label}@{constant.lineno}"
        if not -1e300 < constant.value < 1e300:
            return
        count = self._labels.get(label, 0)
        self._labels[label] = count + 1
        if count:
            label = f"{label}#{count + 1}"
        index = len(self.items)
        self.node_index[id(constant)] = index
        self.items.append(
            Literal(index, float(constant.value), label, [span_of(constant, self.lines)], isinstance(constant.value, int))
        )
