"""Rewrites the text expressions of a probe so that the evaluator keeps their numbers.

In a policy a formatted text is only ever printed, and drops out. Here it becomes a call of one of the functions below,
whose names no one can spell; ``probes.py`` says what they do.
"""

from __future__ import annotations

import ast
import re
import string

from ppc.compiler.frontend import paths, syntax

TEXT = " text"  # of pieces in a row
PLUS = " plus"  # + where a text may be meant
JOIN = " join"  # of a separator and a sequence
STR = " str"
REPORT = " report"  # what summary returns
VALUE = "\0value"  # marks (VALUE, format specification, value), a piece of a text

_SPEC = re.compile(r"(?:[^{}]?[<>=^])?[-+ ]?z?#?0?\d{0,2}[,_]?(?:\.\d{1,2})?[bcdeEfFgGnosxX%]?")
_PERCENT = re.compile(r"%([-+ 0#]*)(\d{0,2})(\.\d{1,2})?([diufFeEgGsr%])")


def rewrite(tree: ast.Module) -> None:
    """Changes ``tree`` in place: all texts, and the ways through methods called ``summary`` and what they return."""
    summaries = [
        method
        for node in syntax.walk(tree)
        if isinstance(node, ast.ClassDef)
        for method in node.body
        if isinstance(method, ast.FunctionDef) and method.name == "summary"
    ]
    for method in summaries:
        method.body = paths.split(method.body)
    tree.body = [_Texts().visit(s) for s in tree.body]
    for method in summaries:
        method.body = [_Returns().visit(s) for s in method.body]
    ast.fix_missing_locations(tree)


def known_spec(spec: str) -> str:
    """``spec`` as far as it is a format specification of modest width, else the empty one."""
    return spec if _SPEC.fullmatch(spec) else ""


def _call(name: str, arguments: list[ast.expr], at: ast.AST) -> ast.expr:
    call = ast.Call(ast.copy_location(ast.Name(name, ast.Load()), at), arguments, [])
    for a in arguments:
        if not hasattr(a, "lineno"):
            for n in syntax.walk(a):
                if not hasattr(n, "lineno"):
                    ast.copy_location(n, at)
    return ast.copy_location(call, at)


def _piece(value: ast.expr, spec: str = "") -> ast.expr:
    return ast.Tuple([ast.Constant(VALUE), ast.Constant(known_spec(spec)), value], ast.Load())


class _Returns(ast.NodeTransformer):
    """``return x`` reports x; of a conditional expression either way by itself, as they may differ in form."""

    def visit_Return(self, node: ast.Return) -> ast.stmt:
        value = node.value
        if isinstance(value, ast.IfExp):
            ways = [[self.visit_Return(ast.copy_location(ast.Return(v), node))] for v in (value.body, value.orelse)]
            return ast.copy_location(ast.If(value.test, *ways), node)
        report = _call(REPORT, [] if value is None else [value], node)
        return ast.copy_location(ast.Return(report), node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        return node

    def visit_Lambda(self, node: ast.Lambda) -> ast.AST:
        return node


class _Texts(ast.NodeTransformer):
    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.AST:
        pieces: list[ast.expr] = []
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                pieces.append(_piece(self.visit(part.value), _constant_spec(part.format_spec)))
            else:
                pieces.append(part)
        return _call(TEXT, pieces, node)

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        if isinstance(node.op, ast.Mod) and isinstance(node.left, ast.Constant) and isinstance(node.left.value, str):
            pieces = self._percent(node.left.value, node.right)
            if pieces is not None:
                return _call(TEXT, pieces, node)
        adds = isinstance(node.op, ast.Add) and _is_text(node)
        self.generic_visit(node)
        return _call(PLUS, [node.left, node.right], node) if adds else node

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.AST:
        if not (isinstance(node.op, ast.Add) and isinstance(node.target, ast.Name) and _is_text(node.value)):
            self.generic_visit(node)
            return node
        before = ast.copy_location(ast.Name(node.target.id, ast.Load()), node.target)
        return ast.copy_location(ast.Assign([node.target], _call(PLUS, [before, self.visit(node.value)], node)), node)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        function = node.func
        if isinstance(function, ast.Name) and function.id == "str" and len(node.args) == 1 and not node.keywords:
            return _call(STR, [self.visit(node.args[0])], node)
        if isinstance(function, ast.Attribute) and function.attr == "join" and len(node.args) == 1 and not node.keywords:
            return _call(JOIN, [self.visit(function.value), self.visit(node.args[0])], node)
        if isinstance(function, ast.Attribute) and function.attr == "format" and isinstance(function.value, ast.Constant):
            pieces = self._format(function.value.value, node)
            if pieces is not None:
                return _call(TEXT, pieces, node)
        self.generic_visit(node)
        return node

    def _format(self, template: object, node: ast.Call) -> list[ast.expr] | None:
        """The pieces of ``template.format(...)``; None where a field is more than a number or a name."""
        if not isinstance(template, str):
            return None
        given: dict[str, ast.expr] = {str(i): a for i, a in enumerate(node.args)}
        given |= {k.arg: k.value for k in node.keywords if k.arg is not None}
        pieces: list[ast.expr] = []
        upcoming = 0
        try:
            for text, name, spec, _ in string.Formatter().parse(template):
                if text:
                    pieces.append(ast.Constant(text))
                if name is None:
                    continue
                if not name:
                    name, upcoming = str(upcoming), upcoming + 1
                pieces.append(_piece(self.visit(given[name]), spec or ""))
        except (ValueError, KeyError):
            return None
        return pieces

    def _percent(self, template: str, right: ast.expr) -> list[ast.expr] | None:
        """The pieces of ``template % right``; None where their number does not fit."""
        values = list(right.elts) if isinstance(right, ast.Tuple) else [right]
        pieces: list[ast.expr] = []
        at = 0
        for found in _PERCENT.finditer(template):
            if found.start() > at:
                pieces.append(ast.Constant(template[at : found.start()]))
            at = found.end()
            flags, width, digits, kind = found.groups()
            if kind == "%":
                pieces.append(ast.Constant("%"))
                continue
            if not values:
                return None
            sign = "+" if "+" in flags else " " if " " in flags else ""
            side = "<" if "-" in flags and width else ""
            zero = "0" if "0" in flags and not side else ""
            spec = f"{side}{sign}{zero}{width}{digits or ''}" + {"i": "d", "u": "d", "s": "", "r": ""}.get(kind, kind)
            pieces.append(_piece(self.visit(values.pop(0)), spec))
        if values or "%" in _PERCENT.sub("", template):
            return None
        if at < len(template):
            pieces.append(ast.Constant(template[at:]))
        return pieces


def _constant_spec(node: ast.expr | None) -> str:
    """The format specification if it is known, else the empty one."""
    parts = node.values if isinstance(node, ast.JoinedStr) else []
    text = [p.value for p in parts if isinstance(p, ast.Constant)]
    return "".join(map(str, text)) if len(text) == len(parts) else ""


def _is_text(node: ast.expr) -> bool:
    """Whether an expression looks like a text."""
    if isinstance(node, ast.BinOp):
        if isinstance(node.op, ast.Mod):
            return isinstance(node.left, ast.Constant) and isinstance(node.left.value, str)
        return isinstance(node.op, ast.Add) and (_is_text(node.left) or _is_text(node.right))
    if isinstance(node, ast.Call):
        f = node.func
        return (isinstance(f, ast.Name) and f.id == "str") or (isinstance(f, ast.Attribute) and f.attr in ("join", "format"))
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))
