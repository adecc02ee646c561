"""Checks on the text before anything is evaluated: size, nesting, syntax, and constructs that no policy may have."""

from __future__ import annotations

import ast
import io
import tokenize
import warnings

from ppc.compiler import budgets
from ppc.compiler.diagnostics import Diagnostic, PolicyError
from ppc.compiler.frontend.builtins_ import FORBIDDEN
from ppc.compiler.frontend.literals import span_of
from ppc.compiler.frontend.modules import ANNOTATIONS_ONLY, MODULES
from ppc.compiler.source import Span

_STATEMENTS = {
    ast.AsyncFunctionDef: "async functions", ast.AsyncFor: "async loops", ast.AsyncWith: "async with",
    ast.With: "with statements", ast.Global: "global variables", ast.Nonlocal: "nonlocal variables",
    ast.Await: "await", ast.Yield: "generators (yield)", ast.YieldFrom: "generators (yield from)",
    ast.Match: "match statements",
}  # fmt: skip
_ALLOWED_DUNDERS = {"__init__", "__call__", "__post_init__", "__name__", "__class__", "__future__", "__slots__", "__doc__"}
_DECORATORS = {"staticmethod", "classmethod", "property", "dataclass", "dataclasses.dataclass"}


def parse(source: str) -> ast.Module:
    """The syntax tree. Raises PolicyError."""

    def fail(code: str, message: str, span: Span, help: str = "") -> PolicyError:
        return PolicyError([Diagnostic(code, message, span, help)], source)

    start = Span(1, 0, 1, 0)
    size = len(source.encode("utf-8", "surrogatepass"))
    if size > budgets.SOURCE_BYTES:
        raise fail(
            "PPC001", f"the policy has {size} bytes, the limit is {budgets.SOURCE_BYTES}", start, "write a shorter policy"
        )
    if "\0" in source:
        raise fail("PPC002", "the policy contains a NUL character", start, "remove it")
    if any(0xD800 <= ord(c) <= 0xDFFF for c in source):
        raise fail("PPC002", "the policy is not valid UTF-8 text", start, "save it as UTF-8")
    deep = _bracket_depth(source)
    if deep is not None:
        raise fail("PPC003", f"brackets are nested deeper than {budgets.BRACKET_DEPTH}", deep, "split the expression")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(source)
    except SyntaxError as error:
        line = error.lineno or 1
        column = max((error.offset or 1) - 1, 0)
        raise fail("PPC004", f"syntax error: {error.msg}", Span(line, column, line, column + 1)) from None
    except (RecursionError, MemoryError, ValueError):
        raise fail("PPC003", "the policy is nested too deeply", start, "split the expression") from None
    if _too_deep(tree):
        raise fail("PPC003", "the policy is nested too deeply", start, "split the expression")
    found = list(_forbidden(tree, source))
    if found:
        raise PolicyError(found, source)
    return tree


def _bracket_depth(source: str) -> Span | None:
    """The first bracket beyond the limit. Strings are skipped roughly: a bracket too many never hurts here."""
    if sum(source.count(c) for c in "([{") <= budgets.BRACKET_DEPTH:
        return None
    depth = 0
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type == tokenize.OP:
                if token.string in "([{":
                    depth += 1
                    if depth > budgets.BRACKET_DEPTH:
                        line, column = token.start
                        return Span(line, column, line, column + 1)
                elif token.string in ")]}":
                    depth -= 1
    except (tokenize.TokenError, SyntaxError, IndentationError):
        return None
    return None


def _too_deep(tree: ast.AST) -> bool:
    stack: list[tuple[ast.AST, int]] = [(tree, 0)]
    while stack:
        node, depth = stack.pop()
        if depth > budgets.AST_DEPTH:
            return True
        stack.extend((child, depth + 1) for child in ast.iter_child_nodes(node))
    return False


def _forbidden(tree: ast.Module, source: str) -> list[Diagnostic]:
    lines = source.encode().splitlines()
    out: list[Diagnostic] = []
    defined = {
        n.id if isinstance(n, ast.Name) else n.name
        for n in ast.walk(tree)
        if (isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)) or isinstance(n, ast.FunctionDef | ast.ClassDef)
    }

    def report(code: str, message: str, node: ast.AST, help: str = "") -> None:
        out.append(Diagnostic(code, message, span_of(node, lines), help))

    for node in ast.walk(tree):
        kind = _STATEMENTS.get(type(node))
        if kind is not None:
            report("PPC101", f"{kind} are not part of the policy language", node)
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.split(".")[0] not in MODULES:
                    report("PPC107", f"the module '{alias.name}' is not available to policies", node, _MODULE_HELP)
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            if node.level or (module.split(".")[0] not in MODULES and module not in ANNOTATIONS_ONLY):
                report("PPC107", f"the module '{'.' * node.level + module}' is not available to policies", node, _MODULE_HELP)
        elif isinstance(node, ast.Attribute):
            if node.attr.startswith("__") and node.attr not in _ALLOWED_DUNDERS:
                report("PPC104", f"the attribute '{node.attr}' is not available to policies", node)
        elif isinstance(node, ast.Name):
            if node.id in FORBIDDEN and isinstance(node.ctx, ast.Load) and node.id not in defined and node.id != "object":
                report("PPC103", f"'{node.id}' is not available to policies", node, FORBIDDEN[node.id])
            elif node.id.startswith("__") and node.id not in ("__name__",):
                report("PPC104", f"the name '{node.id}' is not available to policies", node)
        elif isinstance(node, ast.ClassDef):
            if node.keywords:
                report("PPC105", "metaclasses and class keywords are not part of the policy language", node.keywords[0].value)
            _decorators(node, report)
        elif isinstance(node, ast.FunctionDef):
            if node.name.startswith("__") and node.name.endswith("__") and node.name not in _ALLOWED_DUNDERS:
                report("PPC104", f"the method '{node.name}' is not part of the policy language", node)
            _decorators(node, report)
    out.sort(key=lambda d: (d.span.line, d.span.column))
    return out[:20]


_MODULE_HELP = "policies may use math, numpy, collections, dataclasses, enum, itertools, heapq, random and typing"


def _decorators(node: ast.ClassDef | ast.FunctionDef, report: object) -> None:
    for decorator in node.decorator_list:
        text = ast.unparse(decorator.func if isinstance(decorator, ast.Call) else decorator)
        if text not in _DECORATORS:
            report("PPC105", f"the decorator '{text}' is not part of the policy language", decorator, "remove it")  # type: ignore[operator]
