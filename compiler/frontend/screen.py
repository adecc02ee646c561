"""Checks on the text before anything is evaluated: size, nesting, syntax, and constructs that no policy may have."""

from __future__ import annotations

import ast
import io
import re
import tokenize
import warnings

from ppc.compiler import budgets
from ppc.compiler.diagnostics import Diagnostic, PolicyError
from ppc.compiler.frontend import generators, module_variables, syntax, wellformed
from ppc.compiler.frontend.classes import DECORATORS, SPECIAL_METHODS, decorator_name, is_abstract_keyword
from ppc.compiler.frontend.exceptions import guarded_imports
from ppc.compiler.frontend.imports import help_for, missing_modules, names_used
from ppc.compiler.frontend.library.builtins_ import FORBIDDEN
from ppc.compiler.frontend.literals import span_of
from ppc.compiler.frontend.rewriting import rewrite
from ppc.compiler.frontend.statements import is_harmless_with
from ppc.compiler.source import Span

_STATEMENTS: dict[type[ast.AST], str] = {
    ast.AsyncFunctionDef: "async functions", ast.AsyncFor: "async loops", ast.AsyncWith: "async with",
    ast.Await: "await",
}  # fmt: skip
_LOOKED_AT = {
    *_STATEMENTS, ast.With, ast.Import, ast.ImportFrom, ast.Attribute, ast.Name, ast.ClassDef, ast.FunctionDef,
}  # fmt: skip
_ALLOWED_DUNDERS = {"__init__", "__call__", "__post_init__", "__name__", "__class__", "__future__", "__slots__", "__doc__"}
_NAMES = {"__name__", "__slots__", "__all__", "__version__", "__author__", "__doc__", "__file__"}


_SURROGATE = re.compile("[\ud800-\udfff]")


def parse(source: str) -> tuple[ast.Module, list[Diagnostic]]:
    """The syntax tree, and what in it no policy may have. Raises PolicyError where there is no tree."""

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
    if _SURROGATE.search(source):
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
    nodes = syntax.walk_to(tree, budgets.AST_DEPTH)
    if nodes is None:
        raise fail("PPC003", "the policy is nested too deeply", start, "split the expression")
    early = _module_variables(tree, nodes, source)
    nodes = nodes if early is None else syntax.walk(tree)
    dropped = {id(n) for s in tree.body if is_main_guard(s) for n in syntax.walk(s)}
    found = _forbidden(nodes, source, dropped)
    rewrite(nodes)
    return tree, sorted((*(early or ()), *found), key=lambda d: (d.span.line, d.span.column)) if early else found


def _module_variables(tree: ast.Module, nodes: list[ast.AST], source: str) -> list[Diagnostic] | None:
    """Rewrites the variables that ``global`` names, which the other checks then see as fields; None where there are none."""
    if not module_variables.are_assigned(nodes):
        return None
    lines = source.encode().splitlines()
    wrong = [Diagnostic("PPC004", f"syntax error: {m}", span_of(n, lines)) for n, m in module_variables.errors(nodes)]
    unfit = list(module_variables.unfit(tree, nodes))
    for node, name in unfit:
        where = "by a class body" if isinstance(node, ast.Global) else "by other means than an assignment"
        message = f"the global name '{name}' is bound {where}"
        wrong.append(Diagnostic("PPC101", message, span_of(node, lines), "give the variable a name of its own"))
    module_variables.rewrite(tree, nodes, {name for _, name in unfit})
    return wrong


def is_main_guard(node: ast.stmt) -> bool:
    """``if __name__ == "__main__":``, which does not belong to the policy."""
    return isinstance(node, ast.If) and any(isinstance(n, ast.Name) and n.id == "__name__" for n in syntax.walk(node.test))


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


def _forbidden(nodes: list[ast.AST], source: str, dropped: set[int]) -> list[Diagnostic]:
    lines = source.encode().splitlines()
    out: list[Diagnostic] = []
    looked_at = [n for n in nodes if type(n) in _LOOKED_AT]
    defined = {
        n.id if isinstance(n, ast.Name) else n.name
        for n in looked_at
        if isinstance(n, ast.FunctionDef | ast.ClassDef) or (isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store))
    }

    def report(code: str, message: str, node: ast.AST, help: str = "") -> None:
        out.append(Diagnostic(code, message, span_of(node, lines), help))

    used = names_used(nodes, dropped)
    guarded = guarded_imports(nodes)
    updated = {id(n.value) for n in looked_at if isinstance(n, ast.Attribute) and n.attr == "update"}
    for node in looked_at:
        if id(node) in dropped:
            continue
        if isinstance(node, ast.Name):
            if node.id in FORBIDDEN and isinstance(node.ctx, ast.Load) and node.id not in defined and node.id != "object":
                report("PPC103", f"'{node.id}' is not available to policies", node, FORBIDDEN[node.id])
            elif node.id.startswith("__") and node.id.endswith("__") and node.id not in _NAMES | SPECIAL_METHODS:
                report("PPC104", f"the name '{node.id}' is not available to policies", node)
        elif type(node) in _STATEMENTS:
            report("PPC101", f"{_STATEMENTS[type(node)]} are not part of the policy language", node)
        elif isinstance(node, ast.With) and not is_harmless_with(node):
            report("PPC101", "with statements are not part of the policy language", node)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            for module in missing_modules(node, set() if id(node) in guarded else used):
                report("PPC107", f"the module '{module}' is not available to policies", node, help_for(module))
        elif isinstance(node, ast.Attribute):
            if node.attr.startswith("__") and node.attr.endswith("__") and node.attr not in _ALLOWED_DUNDERS | SPECIAL_METHODS:
                if node.attr == "__dict__" and id(node) in updated:
                    continue  # self.__dict__.update(…) assigns fields
                help = "name the fields, or setattr(self, name, value)" if node.attr == "__dict__" else ""
                report("PPC104", f"the attribute '{node.attr}' is not available to policies", node, help)
        elif isinstance(node, ast.ClassDef):
            if node.keywords and not all(is_abstract_keyword(k) for k in node.keywords):
                report("PPC105", "metaclasses and class keywords are not part of the policy language", node.keywords[0].value)
            _decorators(node, report, set())
        elif isinstance(node, ast.FunctionDef):
            special = node.name.startswith("__") and node.name.endswith("__")
            if special and node.name not in _ALLOWED_DUNDERS | SPECIAL_METHODS:
                report("PPC104", f"the method '{node.name}' is not part of the policy language", node)
            _decorators(node, report, defined)
    for place, message in wellformed.problems(nodes):
        report("PPC004", f"syntax error: {message}", place)
    for place, message, help in generators.problems(nodes):
        report("PPC101", message, place, help)
    out.sort(key=lambda d: (d.span.line, d.span.column))
    return out[:20]


def _decorators(node: ast.ClassDef | ast.FunctionDef, report: object, own: set[str]) -> None:
    """``own`` are names of the policy, which may decorate as well."""
    for decorator in node.decorator_list:
        text = decorator_name(decorator)
        if text not in DECORATORS and text != f"{node.name}.setter" and text not in own:
            report("PPC105", f"the decorator '{text}' is not part of the policy language", decorator, "remove it")  # type: ignore[operator]
