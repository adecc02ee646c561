"""Rewrites a policy's syntax tree: operators become calls of the language's rules, and branches report where they go.

A branch is an outcome of a decision: true or false of an ``if``, ``while``, conditional expression or filter of a
comprehension; entered or finished of a ``for``. ``while True`` and the like decide nothing and are not counted.
"""

from __future__ import annotations

import ast
from collections.abc import Collection
from dataclasses import dataclass

from tests.oracle.shims import METHODS

NAMES = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!="}


@dataclass(frozen=True)
class Site:
    """A decision: its line, the construct, and its text."""

    line: int
    kind: str
    text: str


def _call(name: str, node: ast.AST, *args: ast.expr) -> ast.Call:
    return ast.copy_location(ast.Call(ast.Name(name, ast.Load()), list(args), []), node)


class Substitute(ast.NodeTransformer):
    """``**``, ``@`` and array methods through ``_power``, ``_matmul`` and ``_method``.

    What ``int`` and ``round`` give goes through ``_int64``, and each turn of a loop calls ``_turn``.
    """

    def __init__(self, rules: Collection[str]) -> None:
        self.rules = rules

    def visit_For(self, node: ast.For) -> ast.AST:
        return self._loop(node)

    def visit_While(self, node: ast.While) -> ast.AST:
        return self._loop(node)

    def _loop(self, node: ast.For | ast.While) -> ast.AST:
        self.generic_visit(node)
        node.body.insert(0, ast.copy_location(ast.Expr(_call("_turn", node)), node))
        return node

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.op, ast.Pow) and "power" in self.rules:
            plain = node.right.operand if isinstance(node.right, ast.UnaryOp) else node.right
            return _call("_power", node, node.left, node.right, ast.Constant(isinstance(plain, ast.Constant)))
        if isinstance(node.op, ast.MatMult) and "dot" in self.rules:
            return _call("_matmul", node, node.left, node.right)
        return node

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.AST:
        self.generic_visit(node)
        if not isinstance(node.op, ast.Pow) or "power" not in self.rules:
            return node
        old = ast.parse(ast.unparse(node.target), mode="eval").body
        plain = node.value.operand if isinstance(node.value, ast.UnaryOp) else node.value
        value = _call("_power_in_place", node, old, node.value, ast.Constant(isinstance(plain, ast.Constant)))
        return ast.copy_location(ast.Assign([node.target], value), node)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        function = node.func
        if isinstance(function, ast.Name) and function.id in ("int", "round"):
            return _call("_int64", node, node)
        if not isinstance(function, ast.Attribute) or function.attr not in METHODS:
            return node
        if isinstance(function.value, ast.Name) and function.value.id in ("np", "numpy"):
            return node
        arguments = [function.value, ast.Constant(function.attr), *node.args]
        return ast.copy_location(ast.Call(ast.Name("_method", ast.Load()), arguments, node.keywords), node)


class Probe(ast.NodeTransformer):
    """Decisions through ``_branch(site, value)`` and, with ``margins``, comparisons through ``_compare(site, op, a, b)``."""

    def __init__(self, source: str, margins: bool = False) -> None:
        self.lines = source.splitlines()
        self.sites: list[Site] = []
        self.margins = margins

    def site(self, node: ast.AST, kind: str) -> ast.Constant:
        line = getattr(node, "lineno", 0)
        self.sites.append(Site(line, kind, self.lines[line - 1].strip()))
        return ast.Constant(len(self.sites) - 1)

    def decide(self, test: ast.expr, kind: str) -> ast.expr:
        """``test`` through ``_branch``, a constant as it is."""
        if isinstance(test, ast.Constant):
            return test
        site = self.site(test, kind)
        return _call("_branch", test, site, self.visit(test))

    def visit_If(self, node: ast.If) -> ast.AST:
        node.test = self.decide(node.test, "if")
        node.body = [self.visit(s) for s in node.body]
        node.orelse = [self.visit(s) for s in node.orelse]
        return node

    def visit_While(self, node: ast.While) -> ast.AST:
        node.test = self.decide(node.test, "while")
        node.body = [self.visit(s) for s in node.body]
        node.orelse = [self.visit(s) for s in node.orelse]
        return node

    def visit_IfExp(self, node: ast.IfExp) -> ast.AST:
        node.test = self.decide(node.test, "if else")
        node.body, node.orelse = self.visit(node.body), self.visit(node.orelse)
        return node

    def visit_comprehension(self, node: ast.comprehension) -> ast.AST:
        node.iter = self.visit(node.iter)
        node.ifs = [self.decide(test, "filter") for test in node.ifs]
        return node

    def visit_For(self, node: ast.For) -> ast.AST:
        site = self.site(node, "for")
        node.iter = self.visit(node.iter)
        entered = ast.Expr(_call("_branch", node, site, ast.Constant(True)))
        finished = ast.Expr(_call("_branch", node, site, ast.Constant(False)))
        node.body = [entered, *(self.visit(s) for s in node.body)]
        node.orelse = [finished, *(self.visit(s) for s in node.orelse)]
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        self.generic_visit(node)
        name = NAMES.get(type(node.ops[0]))
        if not self.margins or len(node.ops) > 1 or name is None:
            return node
        return _call("_compare", node, self.site(node, name), ast.Constant(name), node.left, node.comparators[0])
