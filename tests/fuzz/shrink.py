"""Makes a failing policy smaller: deletes statements, puts parts in the place of wholes, as long as it fails the same way."""

from __future__ import annotations

import ast
import copy
import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from tests.fuzz.generator import Generated

Fails = Callable[[Sequence[Generated]], list[bool]]

_BATCH = 12  # candidates that are tried at once
_LEAVES = ("0.0", "1.0", "2", "True", "obs[0]")


def shrink(policy: Generated, fails: Fails, budget: int = 1500) -> Generated:
    """The smallest policy found with at most ``budget`` tries that still ``fails``."""
    best = replace(policy, source=ast.unparse(ast.parse(policy.source)) + "\n")
    if not fails([best])[0]:
        return policy
    at, improved = 0, False
    while budget > 0:
        # After a success the search goes on where it was, and begins anew when a whole round has brought something.
        batch = list(itertools.islice(_candidates(best), at, at + _BATCH))
        if not batch:
            if not improved:
                return best
            at, improved = 0, False
            continue
        budget -= len(batch)
        found = next((k for k, failed in enumerate(fails(batch)) if failed), None)
        if found is None:
            at += len(batch)
        else:
            best, at, improved = batch[found], at + found, True
    return best


def _candidates(policy: Generated) -> Iterator[Generated]:
    """Smaller policies, the boldest first; each is a valid module."""
    tree = ast.parse(policy.source)
    seen = {policy.source}
    for edit in (*_deletions(tree), *_hoists(tree), *_replacements(tree)):
        trial = copy.deepcopy(tree)
        edit(trial)
        source = ast.unparse(ast.fix_missing_locations(trial)) + "\n"
        if source not in seen and len(source) < len(policy.source):
            seen.add(source)
            yield replace(policy, source=source)


_Edit = Callable[[ast.Module], None]


def _bodies(tree: ast.Module) -> list[tuple[int, str, list[ast.stmt]]]:
    """(number of the node in ``ast.walk``, field, statements) of every block."""
    found = []
    for k, node in enumerate(ast.walk(tree)):
        for name in ("body", "orelse"):
            body = getattr(node, name, None)
            if isinstance(body, list) and body:
                found.append((k, name, body))
    return found


def _node(tree: ast.Module, k: int) -> ast.AST:
    return next(node for j, node in enumerate(ast.walk(tree)) if j == k)


def _deletions(tree: ast.Module) -> Iterator[_Edit]:
    for size in (16, 6, 2, 1):
        for k, name, body in _bodies(tree):
            for at in range(0, len(body), size):
                if size > 1 and len(body) < size:
                    continue

                def edit(trial: ast.Module, k: int = k, name: str = name, at: int = at, size: int = size) -> None:
                    statements = getattr(_node(trial, k), name)
                    statements[at : at + size] = []
                    if not statements and name == "body" and k:
                        statements.append(ast.Pass())

                yield edit


def _hoists(tree: ast.Module) -> Iterator[_Edit]:
    """A branch or a loop's body in the place of the whole statement."""
    for k, name, body in _bodies(tree):
        for at, statement in enumerate(body):
            for inner in ("body", "orelse"):
                if isinstance(statement, ast.If | ast.For | ast.While) and getattr(statement, inner):

                    def edit(trial: ast.Module, k: int = k, name: str = name, at: int = at, inner: str = inner) -> None:
                        statements = getattr(_node(trial, k), name)
                        statements[at : at + 1] = getattr(statements[at], inner)

                    yield edit


def _replacements(tree: ast.Module) -> Iterator[_Edit]:
    """A part of an expression, or a literal, in the place of the expression."""
    for k, node in enumerate(ast.walk(tree)):
        for name, value in ast.iter_fields(node):
            places = list(enumerate(value)) if isinstance(value, list) else [(None, value)]
            for at, old in places:
                if not isinstance(old, ast.expr) or isinstance(old, ast.Constant) or _is_target(old):
                    continue
                parts = [p for p in ast.iter_child_nodes(old) if isinstance(p, ast.expr)]
                news = [*parts, *(ast.parse(text, mode="eval").body for text in _LEAVES)]
                for new in news:

                    def edit(trial: ast.Module, k: int = k, name: str = name, at: int | None = at, new: ast.expr = new) -> None:
                        parent = _node(trial, k)
                        if at is None:
                            setattr(parent, name, copy.deepcopy(new))
                        else:
                            getattr(parent, name)[at] = copy.deepcopy(new)

                    yield edit


def _is_target(node: ast.expr) -> bool:
    return isinstance(getattr(node, "ctx", None), ast.Store)
