"""Variables of the module that functions assign (``global``).

They live in one *cell*, an object with the variables as its fields, as those of functions do that nested functions assign
(see ``rewriting``). So they are state like the fields of any other object, and each episode starts with what the module left.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ppc.compiler.frontend import syntax
from ppc.compiler.frontend.rewriting import CELL, Renamer, make_cell, own_scope

MODULE_CELL = f"{CELL} of the module"
_Bound = tuple[ast.AST, str]


def are_assigned(nodes: list[ast.AST]) -> bool:
    """Whether any function declares a variable of the module its own."""
    return any(type(n) is ast.Global for n in nodes)


def rewrite(tree: ast.Module, nodes: list[ast.AST], but: set[str]) -> None:
    """Moves the variables that a ``global`` names to the cell, in place, except for some."""
    names = {name for n in nodes if isinstance(n, ast.Global) for name in n.names} - but
    renamer = Renamer(names, MODULE_CELL, module=True)
    tree.body = [renamer.visit(s) for s in tree.body]
    if tree.body:
        tree.body.insert(0, make_cell(MODULE_CELL, tree.body[0]))


def errors(nodes: list[ast.AST]) -> Iterator[_Bound]:
    """(place, message) of what Python's compiler refuses in ``global`` statements, in the words of Python 3.11."""
    for scope in nodes:
        if not isinstance(scope, ast.FunctionDef):
            continue
        own = own_scope(scope)
        for statement in own:
            if not isinstance(statement, ast.Global):
                continue
            before = [n for n in own if isinstance(n, ast.Name) and n.id in statement.names and _begins_before(n, statement)]
            arguments = {a.arg for a in syntax.walk(scope.args) if isinstance(a, ast.arg)}
            for name in statement.names:
                if name in arguments:
                    yield statement, f"name '{name}' is parameter and global"
            for n in own:
                if isinstance(n, ast.AnnAssign) and isinstance(n.target, ast.Name) and n.target.id in statement.names:
                    yield n, f"annotated name '{n.target.id}' can't be global"
            for n in before[:1]:
                way = "used" if isinstance(n.ctx, ast.Load) else "assigned to"
                yield statement, f"name '{n.id}' is {way} before global declaration"


def _begins_before(node: ast.expr, statement: ast.stmt) -> bool:
    return (node.lineno, node.col_offset) < (statement.lineno, statement.col_offset)


def unfit(tree: ast.Module, nodes: list[ast.AST]) -> Iterator[_Bound]:
    """(place, name) of global names that something else than an assignment binds, which a cell cannot hold."""
    names = {name for n in nodes if isinstance(n, ast.Global) for name in n.names}
    scopes: list[ast.Module | ast.FunctionDef] = [tree, *(n for n in nodes if isinstance(n, ast.FunctionDef))]
    for scope in scopes:
        own = own_scope(scope)
        declared = names if scope is tree else {name for n in own if isinstance(n, ast.Global) for name in n.names}
        for node in own if declared else ():
            yield from ((node, name) for name in sorted(_otherwise_bound(node) & declared))
    for cls in nodes:
        if isinstance(cls, ast.ClassDef):
            yield from ((s, s.names[0]) for s in cls.body if isinstance(s, ast.Global))


def _otherwise_bound(node: ast.AST) -> set[str]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return {node.name}
    if isinstance(node, ast.Import | ast.ImportFrom):
        return {(a.asname or a.name).partition(".")[0] for a in node.names}
    if isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar):
        return {node.name} if node.name else set()
    return {node.rest} if isinstance(node, ast.MatchMapping) and node.rest else set()
