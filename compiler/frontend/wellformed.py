"""Syntax errors that Python's parser leaves to its compiler: the tree is there, and yet the text is no program.

Told in the words of Python 3.11, so that they do not change with the Python that runs ppc.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from ppc.compiler.frontend import syntax

_Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
_KINDS = {
    ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.arguments, ast.Call, ast.Tuple, ast.List, ast.Try, ast.Match,
}  # fmt: skip
Problem = tuple[ast.AST, str]


def problems(nodes: list[ast.AST]) -> Iterator[Problem]:
    """(place, message) of each; ``nodes`` are all of a policy."""
    jumps = [n for n in nodes if type(n) is ast.Break or type(n) is ast.Continue]
    if jumps:
        inside = {id(n) for loop in nodes if isinstance(loop, ast.For | ast.While) for n in _body(loop.body)}
        for jump in jumps:
            if id(jump) not in inside:
                yield jump, "'break' outside loop" if isinstance(jump, ast.Break) else "'continue' not properly in loop"
    for node in nodes:
        if type(node) not in _KINDS:
            continue
        if isinstance(node, _Comprehension):
            yield from _comprehension(node)
        elif isinstance(node, ast.arguments):
            yield from _twice(_arguments(node), "duplicate argument '{}' in function definition")
        elif isinstance(node, ast.Call):
            yield from _twice(((k, k.arg) for k in node.keywords if k.arg), "keyword argument repeated: {}")
        elif isinstance(node, ast.Tuple | ast.List) and isinstance(node.ctx, ast.Store):
            if sum(isinstance(e, ast.Starred) for e in node.elts) > 1:
                yield node, "multiple starred expressions in assignment"
        elif isinstance(node, ast.Try):
            for handler in node.handlers[:-1]:
                if handler.type is None:
                    yield handler, "default 'except:' must be last"
        elif isinstance(node, ast.Match):
            yield from _match(node)


def _body(statements: Iterable[ast.AST]) -> list[ast.AST]:
    """Nodes under ``statements`` that belong to the same function."""
    found = list(statements)
    for node in found:
        if not isinstance(node, _SCOPES):
            found += syntax.children(node)
    return found


def _comprehension(node: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp) -> Iterator[Problem]:
    for g in node.generators:
        for n in syntax.walk(g.iter):
            if isinstance(n, ast.NamedExpr):
                yield n, "assignment expression cannot be used in a comprehension iterable expression"
    bound = {n.id for g in node.generators for n in syntax.walk(g.target) if isinstance(n, ast.Name)}
    values = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
    for n in _body([*values, *(test for g in node.generators for test in g.ifs)]):
        if isinstance(n, ast.NamedExpr) and isinstance(n.target, ast.Name) and n.target.id in bound:
            yield n, f"assignment expression cannot rebind comprehension iteration variable '{n.target.id}'"


def _arguments(a: ast.arguments) -> Iterator[tuple[ast.AST, str]]:
    for argument in (*a.posonlyargs, *a.args, a.vararg, *a.kwonlyargs, a.kwarg):
        if argument is not None:
            yield argument, argument.arg


def _twice(named: Iterable[tuple[ast.AST, str]], message: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for node, name in named:
        if name in seen:
            yield node, message.format(name)
        seen.add(name)


def _match(node: ast.Match) -> Iterator[Problem]:
    for case in node.cases:
        if not isinstance(case.pattern, ast.MatchOr):  # its alternatives bind the same names
            yield from _twice(_captured(case.pattern), "multiple assignments to name '{}' in pattern")
    for case in node.cases[:-1]:
        p = case.pattern
        if isinstance(p, ast.MatchAs) and p.pattern is None and case.guard is None:
            what = f"name capture '{p.name}'" if p.name else "wildcard"
            yield p, f"{what} makes remaining patterns unreachable"


def _captured(pattern: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    for n in syntax.walk(pattern):
        name = n.rest if isinstance(n, ast.MatchMapping) else getattr(n, "name", None)
        if isinstance(n, ast.MatchAs | ast.MatchStar | ast.MatchMapping) and name:
            yield n, name
