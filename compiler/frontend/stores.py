"""What a step assigns to attributes, read off the text: which fields of objects stay what they were made with.

Nothing depends on it but the number of rounds: a field that turns out to change becomes state like any other.
"""

from __future__ import annotations

import ast

from ppc.compiler.frontend import syntax
from ppc.compiler.frontend.values.values import Num

MAKERS = ("__init__", "__post_init__")  # what they assign belongs to a new object
Assigned = dict[str, list[ast.AST | None]]  # attribute -> the values assigned to it, None where one is not plain


def in_steps(tree: ast.Module, entries: set[str]) -> Assigned:
    """What functions assign to attributes that ``entries`` reach, by name, without what makes objects."""
    functions: dict[str, list[ast.FunctionDef]] = {}
    _gather(tree.body, functions)
    waiting = [name for name in functions if name in entries or (name.startswith("__") and name not in MAKERS)]
    seen: set[str] = set()
    assigned: Assigned = {}
    while waiting:
        name = waiting.pop()
        if name in seen or name in MAKERS:
            continue
        seen.add(name)
        for function in functions[name]:
            waiting += _read(function, assigned) & functions.keys()
    return assigned


def _gather(body: list[ast.stmt], functions: dict[str, list[ast.FunctionDef]]) -> None:
    for statement in body:
        if isinstance(statement, ast.FunctionDef):
            functions.setdefault(statement.name, []).append(statement)
        elif isinstance(statement, ast.ClassDef):
            _gather(statement.body, functions)


def _read(function: ast.FunctionDef, assigned: Assigned) -> set[str]:
    """Notes what a function assigns; the names that it uses."""
    names: set[str] = set()
    values: dict[int, ast.AST | None] = {}
    stored: list[ast.Attribute] = []
    for n in syntax.walk(function):
        kind = type(n)
        if kind is ast.Name:
            names.add(n.id)  # type: ignore[attr-defined]
        elif kind is ast.Attribute:
            names.add(n.attr)  # type: ignore[attr-defined]
            if type(n.ctx) is not ast.Load:  # type: ignore[attr-defined]
                stored.append(n)  # type: ignore[arg-type]
        elif kind is ast.Assign:
            for target in n.targets:  # type: ignore[attr-defined]
                values[id(target)] = n.value  # type: ignore[attr-defined]
        elif kind is ast.AnnAssign:
            values[id(n.target)] = n.value  # type: ignore[attr-defined]
    for attribute in stored:
        assigned.setdefault(attribute.attr, []).append(values.get(id(attribute)))
    return names


def stays(assigned: Assigned, name: str, value: Num) -> bool:
    """Whether steps assign nothing to attributes called ``name`` but the constant that they have."""
    return all(
        isinstance(node, ast.Constant) and type(node.value) is type(value.static) and node.value == value.static
        for node in assigned.get(name, ())
    )
