"""Which locals of a loop's body may be read after the loop, or in a later turn of it."""

from __future__ import annotations

import ast

from ppc.compiler.frontend import syntax


def live_names(loop: ast.For | ast.While, around: ast.AST) -> frozenset[str]:
    """Names that the code ``around`` a loop loads outside of it, that the loop loads before it first stores them, or
    that it stores within a compound statement of its body and loads outside of that."""
    names: list[ast.Name] = []
    compounds: list[tuple[ast.AST, int, int]] = []
    _collect(around, names, compounds)
    first, last = next((a, b) for node, a, b in compounds if node is loop)
    live = {n.id for n in names[:first] + names[last:] if isinstance(n.ctx, ast.Load)}
    stores: dict[str, tuple[int, int]] = {}
    loads: dict[str, tuple[int, int]] = {}
    for n in names[first:last]:
        table = loads if isinstance(n.ctx, ast.Load) else stores
        place = (n.lineno, n.col_offset)
        table[n.id] = min(table.get(n.id, place), place)
    live.update(n for n, place in loads.items() if n in stores and place <= stores[n])
    for node, a, b in compounds:
        if node is loop or not first <= a <= b <= last:
            continue
        stored = {n.id for n in names[a:b] if isinstance(n.ctx, ast.Store)} - live
        if stored:
            outside = names[first:a] + names[b:last]
            live.update(n.id for n in outside if n.id in stored and isinstance(n.ctx, ast.Load))
    return frozenset(live)


def loop_names(function: ast.AST) -> frozenset[str]:
    """Names that only ``for`` statements bind, and that are read within the bodies of those alone."""
    bound: set[str] = set()
    other: set[str] = set()

    def walk(node: ast.AST, inside: frozenset[str]) -> None:
        if isinstance(node, ast.Name):
            if node.id not in inside or not isinstance(node.ctx, ast.Load):
                other.add(node.id)
            return
        if isinstance(node, ast.Lambda | ast.FunctionDef) and node is not function:
            inside = frozenset()  # it may be called after the loop
        if isinstance(node, ast.For):
            targets = {n.id for n in ast.walk(node.target) if isinstance(n, ast.Name)}
            bound.update(targets)
            walk(node.iter, inside)
            for statement in node.body:
                walk(statement, inside | targets)
            for statement in node.orelse:
                walk(statement, inside)
            return
        if isinstance(node, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
            walk(node.generators[0].iter, inside)
            inside |= {n.id for g in node.generators for n in ast.walk(g.target) if isinstance(n, ast.Name)}
            parts = [c for g in node.generators for c in g.ifs] + [g.iter for g in node.generators[1:]]
            for part in parts + ([node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]):
                walk(part, inside)
            return
        for child in syntax.children(node):
            walk(child, inside)

    walk(function, frozenset())
    return frozenset(bound - other)


def _collect(node: ast.AST, names: list[ast.Name], compounds: list[tuple[ast.AST, int, int]]) -> None:
    """Every name under ``node``, and each compound statement with the range of ``names`` that it holds."""
    if isinstance(node, ast.Name):
        names.append(node)
        return
    first = len(names)
    for child in syntax.children(node):
        _collect(child, names, compounds)
    if isinstance(node, ast.If | ast.For | ast.While):
        compounds.append((node, first, len(names)))
