"""Walking syntax trees, several times faster than the standard library does.

Contexts and operators (``ast.Load``, ``ast.Add``) are no nodes here: nothing asks for them by a walk.
"""

from __future__ import annotations

import ast

_LEAVES = {
    "arg", "asname", "attr", "conversion", "ctx", "id", "is_async", "kind", "level", "module", "name", "op", "ops", "rest",
    "simple", "type_comment",
}  # fmt: skip
_fields: dict[type[ast.AST], tuple[str, ...]] = {ast.Constant: ()}


def _fields_of(kind: type[ast.AST]) -> tuple[str, ...]:
    """The fields of a kind of node that hold nodes."""
    found = _fields[kind] = tuple(f for f in kind._fields if f not in _LEAVES)
    return found


def children(node: ast.AST) -> list[ast.AST]:
    """The direct children of ``node``, in the order of ``ast.iter_child_nodes``."""
    found: list[ast.AST] = []
    kind = type(node)
    fields = _fields.get(kind)
    for name in _fields_of(kind) if fields is None else fields:
        value = getattr(node, name, None)
        if value is None:
            continue
        if type(value) is list:
            found += [v for v in value if isinstance(v, ast.AST)]
        elif isinstance(value, ast.AST):
            found.append(value)
    return found


def walk(root: ast.AST) -> list[ast.AST]:
    """``root`` and every node under it, level by level, in the order of ``ast.walk``."""
    found = [root]
    for node in found:
        found += children(node)
    return found
