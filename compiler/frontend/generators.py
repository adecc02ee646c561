"""Generator functions as functions that return a list.

The list is made before the loop over it begins, and Python would make its items one by one. That is the same only if
neither side sees what the other one changes, so generators that change fields, loops that change what their generator
reads, and generators without an end are refused.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ppc.compiler.frontend import syntax

YIELDED = " yielded"  # names that no policy can spell
AS_ITERATOR = " iterator"
_EAGER = ("list", "tuple", "sorted", "set", "sum", "max", "min", "any", "all", "len", "dict", "next")
Problem = tuple[ast.AST, str, str]


def own_scope(function: ast.FunctionDef) -> Iterator[ast.AST]:
    """The nodes of a function that are not in a function or class of its own."""
    stack: list[ast.AST] = list(function.body)
    while stack:
        node = stack.pop()
        yield node
        if not isinstance(node, ast.FunctionDef | ast.Lambda | ast.ClassDef):
            stack += syntax.children(node)


def is_generator(function: ast.FunctionDef) -> bool:
    return any(isinstance(n, ast.Yield | ast.YieldFrom) for n in own_scope(function))


def problems(nodes: list[ast.AST]) -> list[Problem]:
    """What keeps generators from being lists: (place, message, help). ``nodes`` are all of a policy."""
    if not any(type(n) is ast.Yield or type(n) is ast.YieldFrom for n in nodes):
        return []
    functions: dict[str, list[ast.FunctionDef]] = {}
    for node in nodes:
        if isinstance(node, ast.FunctionDef):
            functions.setdefault(node.name, []).append(node)
    generators = {name for name, found in functions.items() if any(is_generator(f) for f in found)}
    acts = [f for f in functions.get("act", []) if is_generator(f)]
    if acts:
        return [(f, "act is a generator: it returns no action", "write return") for f in acts]
    if not generators:
        return [(n, "yield outside of a function", "") for n in nodes if isinstance(n, ast.Yield | ast.YieldFrom)]
    out: list[Problem] = []
    for name in generators:
        for function in functions[name]:
            if is_generator(function):
                out += _unfit(function)
    for node in nodes:
        if isinstance(node, ast.For):
            called = _called(node.iter) & generators
            if called and not _is_eager(node.iter):
                read = _closure(called, functions, _read)
                changed = _names_of(node.body, functions, _changed)
                both = sorted(read & changed)
                if both:
                    message = f"this loop changes '{both[0]}', which the generator that it runs over reads"
                    out.append((node, message, "iterate over list(...) of the generator"))
    return out


def _unfit(function: ast.FunctionDef) -> list[Problem]:
    out: list[Problem] = []
    statements = {id(n.value) for n in own_scope(function) if isinstance(n, ast.Expr)}
    for node in own_scope(function):
        if isinstance(node, ast.Yield | ast.YieldFrom) and id(node) not in statements:
            out.append((node, "the value of a yield is not part of the policy language", "write yield as a statement"))
        elif isinstance(node, ast.While) and isinstance(node.test, ast.Constant) and node.test.value and _endless(node):
            out.append((node, "a generator without an end is not part of the policy language", "write a loop with a bound"))
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            out.append((node, "a generator that changes fields is not part of the policy language", "return a list"))
    return out


def _endless(loop: ast.While) -> bool:
    inside = list(syntax.walk(loop))
    yields = any(isinstance(n, ast.Yield | ast.YieldFrom) for n in inside)
    return yields and not any(isinstance(n, ast.Break | ast.Return) for n in inside)


def _is_eager(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _EAGER


def _called(node: ast.AST) -> set[str]:
    """Names of the functions and methods that are called in a piece of code."""
    out = set()
    for n in syntax.walk(node):
        if isinstance(n, ast.Call):
            if isinstance(n.func, ast.Name):
                out.add(n.func.id)
            elif isinstance(n.func, ast.Attribute):
                out.add(n.func.attr)
    return out


def _read(function: ast.AST) -> set[str]:
    """Fields that code reads, and names from outside of it."""
    out = {n.attr for n in syntax.walk(function) if isinstance(n, ast.Attribute) and isinstance(n.ctx, ast.Load)}
    if isinstance(function, ast.FunctionDef):
        names = {n.id for n in syntax.walk(function) if isinstance(n, ast.Name)}
        stored = {n.id for n in syntax.walk(function) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
        out |= names - stored - {a.arg for a in function.args.args}
    return out


def _changed(code: ast.AST) -> set[str]:
    """Fields and names that code assigns, or changes through an index or a method."""
    out: set[str] = set()
    for n in syntax.walk(code):
        if isinstance(n, ast.Attribute) and isinstance(n.ctx, ast.Store | ast.Del):
            out.add(n.attr)
        elif isinstance(n, ast.Subscript) and isinstance(n.ctx, ast.Store | ast.Del):
            out |= _last_name(n.value)
        elif isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute) and n.func.attr in CHANGING:
            out |= _last_name(n.func.value)
    return out


CHANGING = {
    "append", "extend", "insert", "pop", "remove", "clear", "add", "discard", "update", "setdefault", "appendleft", "popleft",
    "sort", "reverse", "rotate", "fill",
}  # fmt: skip


def _last_name(node: ast.expr) -> set[str]:
    while isinstance(node, ast.Subscript):
        node = node.value
    if isinstance(node, ast.Attribute):
        return {node.attr}
    return {node.id} if isinstance(node, ast.Name) else set()


def _closure(names: set[str], functions: dict[str, list[ast.FunctionDef]], of: object) -> set[str]:
    """``of`` the functions of these names and of all that they call."""
    out: set[str] = set()
    seen: set[str] = set()
    stack = list(names)
    while stack:
        name = stack.pop()
        if name in seen:
            continue
        seen.add(name)
        for f in functions.get(name, []):
            out |= of(f)  # type: ignore[operator]
            stack += _called(f)
    return out


def _names_of(body: list[ast.stmt], functions: dict[str, list[ast.FunctionDef]], of: object) -> set[str]:
    out: set[str] = set()
    for statement in body:
        out |= of(statement)  # type: ignore[operator]
        out |= _closure(_called(statement), functions, of)
    return out


# --- the rewrite -----------------------------------------------------------------------------------------


class _Lists(ast.NodeTransformer):
    """``yield x`` appends, ``return`` gives the list; functions inside are left alone."""

    def visit_Expr(self, node: ast.Expr) -> ast.AST:
        if isinstance(node.value, ast.Yield):
            value = node.value.value or ast.Constant(None)
            return _at(ast.Expr(_call_method("append", value)), node)
        if isinstance(node.value, ast.YieldFrom):
            return _at(ast.Expr(_call_method("extend", node.value.value)), node)
        return node

    def visit_Return(self, node: ast.Return) -> ast.AST:
        return _at(_result(), node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        return node

    def visit_Lambda(self, node: ast.Lambda) -> ast.AST:
        return node


def _call_method(name: str, value: ast.expr) -> ast.Call:
    return ast.Call(ast.Attribute(ast.Name(YIELDED, ast.Load()), name, ast.Load()), [value], [])


def _result() -> ast.Return:
    return ast.Return(ast.Call(ast.Name(AS_ITERATOR, ast.Load()), [ast.Name(YIELDED, ast.Load())], []))


def _at(node: ast.stmt, place: ast.AST) -> ast.stmt:
    for n in syntax.walk(node):
        if not hasattr(n, "lineno"):
            ast.copy_location(n, place)
    return ast.copy_location(node, place)


def was_one(function: ast.AST | None) -> bool:
    """Whether a function was a generator before it was rewritten."""
    start = function.body[0] if isinstance(function, ast.FunctionDef) else None
    target = start.targets[0] if isinstance(start, ast.Assign) else None
    return isinstance(target, ast.Name) and target.id == YIELDED


def rewrite(function: ast.FunctionDef) -> None:
    """Makes a generator function one that returns a list, in place."""
    body = [_Lists().visit(s) for s in function.body]
    start = ast.Assign([ast.Name(YIELDED, ast.Store())], ast.List([], ast.Load()))
    function.body = [_at(start, function.body[0]), *body, _at(_result(), function.body[-1])]
