"""Walking syntax trees, several times faster than the standard library does.

Contexts and operators (``ast.Load``, ``ast.Add``) are no nodes here: nothing asks for them by a walk.
"""

from __future__ import annotations

import ast

_LEAVES = {
    "arg", "asname", "attr", "conversion", "ctx", "id", "is_async", "kind", "level", "module", "name", "op", "ops", "rest",
    "simple", "type_comment",
}  # fmt: skip
# Lists that hold None or names beside nodes, and the one field whose constant is no node.
_MIXED = (ast.Dict, ast.arguments, ast.Global, ast.Nonlocal, ast.MatchClass, ast.MatchSingleton)
_fields: dict[type[ast.AST], tuple[str, ...]] = {ast.Constant: ()}


def _fields_of(kind: type[ast.AST]) -> tuple[str, ...]:
    """The fields of a kind of node that hold nodes."""
    found = _fields[kind] = tuple(f for f in kind._fields if f not in _LEAVES)
    return found


def children(node: ast.AST) -> list[ast.AST]:
    """The direct children of ``node``, in the order of ``ast.iter_child_nodes``."""
    found: list[ast.AST] = []
    _gather(node, found)
    return found


def walk(root: ast.AST) -> list[ast.AST]:
    """``root`` and every node under it, level by level, in the order of ``ast.walk``."""
    found = [root]
    for node in found:
        _gather(node, found)
    return found


def walk_to(root: ast.AST, depth: int) -> list[ast.AST] | None:
    """``walk``, or None where nodes lie deeper than ``depth`` under the root."""
    found, start = [root], 0
    for _ in range(depth + 1):
        level = found[start:]
        if not level:
            return found
        start = len(found)
        for node in level:
            _gather(node, found)
    return found if start == len(found) else None


def _gather(node: ast.AST, into: list[ast.AST]) -> None:
    kind = type(node)
    fields = _fields.get(kind)
    for name in _fields_of(kind) if fields is None else fields:
        value = getattr(node, name, None)
        if type(value) is list:
            into += [v for v in value if isinstance(v, ast.AST)] if kind in _MIXED else value
        elif value is not None and (kind not in _MIXED or isinstance(value, ast.AST)):
            into.append(value)
