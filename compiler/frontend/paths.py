"""Ways through a probe's ``summary`` that build texts or containers of different form.

    text = f"{n} steps"
    if switches > 3:
        text += f", {switches} switches"
    return text

A value has one form where ways meet. Here they do not meet: what follows such an ``if`` is copied into both branches, and
each way returns a form of its own.
"""

from __future__ import annotations

import ast
from copy import deepcopy

from ppc.compiler.frontend import syntax

MOST = 16
"""Ways through one summary; ``if`` statements beyond are left as they are."""
_GROWS = {"append", "extend", "insert", "update", "setdefault"}


def split(body: list[ast.stmt], most: int = MOST) -> list[ast.stmt]:
    """``body`` with its ways apart, at most ``most`` of them."""
    for i, node in enumerate(body):
        if not isinstance(node, ast.If) or most < 2:
            continue
        rest = body[i + 1 :]
        if not (_builds(node) and rest):
            continue
        ways = [
            branch if _ends(branch) else [*branch, *(deepcopy(rest) if k else rest)]
            for k, branch in enumerate((node.body, node.orelse))
        ]
        chosen = ast.If(node.test, split(ways[0], most // 2), split(ways[1], most // 2))
        return [*body[:i], ast.copy_location(chosen, node)]
    return body


def _ends(branch: list[ast.stmt]) -> bool:
    return bool(branch) and isinstance(branch[-1], ast.Return | ast.Raise)


def _builds(node: ast.If) -> bool:
    """Whether some way through ``node`` that goes on changes the form of a text or a container."""
    return any(not _ends(branch) and any(map(_changes, branch)) for branch in (node.body, node.orelse))


def _changes(statement: ast.stmt) -> bool:
    for n in syntax.walk(statement):
        if isinstance(n, ast.JoinedStr):
            return True
        if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute) and n.func.attr in _GROWS:
            return True
        if isinstance(n, ast.Subscript) and isinstance(n.ctx, ast.Store) and _is_string(n.slice):
            return True
        if isinstance(n, ast.AugAssign) and any(map(_is_string, syntax.walk(n))):
            return True
    return False


def _is_string(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)
