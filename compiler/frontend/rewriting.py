"""Rewrites of a policy's syntax tree that need no evaluation: private names, variables that a nested function assigns, and
loops over a list that they lengthen.

A variable that a nested function declares ``nonlocal`` lives in a *cell*: an object with the variables as its fields, made
where the outer function begins. It then is state like any other object.
"""

from __future__ import annotations

import ast

from ppc.compiler.frontend import generators, syntax

CELL = " cell"  # a class that the evaluator knows by this name, and names of variables that no policy can spell
Function = ast.FunctionDef | ast.Lambda
_Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


_NAMED = {ast.Attribute, ast.Name, ast.FunctionDef}
_WITH_BLOCKS = {
    ast.Module, ast.FunctionDef, ast.ClassDef, ast.If, ast.For, ast.While, ast.With, ast.Try, ast.ExceptHandler, ast.match_case,
}  # fmt: skip


def rewrite(nodes: list[ast.AST]) -> None:
    """Changes a tree, of which these are all ``nodes``, in place."""
    if any(type(n) in _NAMED and is_private(_named(n)) for n in nodes):  # type: ignore[arg-type]
        for node in nodes:
            if isinstance(node, ast.ClassDef):
                _mangle(node)
    _growing_loops(nodes)
    yields = any(isinstance(n, ast.Yield | ast.YieldFrom) for n in nodes)
    shares = any(isinstance(n, ast.Nonlocal) for n in nodes)
    if yields or shares:
        for node in nodes:
            if isinstance(node, ast.FunctionDef):
                if yields and generators.is_generator(node):
                    generators.rewrite(node)
                if shares:
                    _cells(node)


def _growing_loops(nodes: list[ast.AST]) -> None:
    """``for x in todo`` with ``todo.append(…)`` in its body goes on over what was appended: a ``while`` loop with an index."""
    if not any(type(n) is ast.For for n in nodes):
        return
    for node in nodes:
        for block in ("body", "orelse", "finalbody") if type(node) in _WITH_BLOCKS else ():
            statements = getattr(node, block, None)
            if not isinstance(statements, list) or not any(isinstance(s, ast.For) for s in statements):
                continue
            changed: list[ast.AST] = []
            for s in statements:
                changed += _indexed(s) if isinstance(s, ast.For) and _grows(s) else [s]
            statements[:] = changed


def _grows(loop: ast.For) -> bool:
    if not isinstance(loop.iter, ast.Name | ast.Attribute):
        return False
    text, own = ast.dump(loop.iter), syntax.walk(ast.Module(loop.body, []))
    stores = [
        n for n in (*own, *syntax.walk(loop.target)) if isinstance(n, ast.Name | ast.Attribute) and isinstance(n.ctx, ast.Store)
    ]
    if any(_load(n) in text for n in stores):
        return False
    return any(
        isinstance(n, ast.Call)
        and isinstance(n.func, ast.Attribute)
        and n.func.attr in ("append", "extend")
        and ast.dump(n.func.value) == text
        for n in own
    )


def _load(node: ast.Name | ast.Attribute) -> str:
    """The text of a name or field as it is where it is read."""
    return ast.dump(node).replace("ctx=Store()", "ctx=Load()")


def _indexed(loop: ast.For) -> list[ast.AST]:
    index = f" turn {loop.lineno} {loop.col_offset}"

    def read(name: str) -> ast.Name:
        return ast.Name(name, ast.Load())

    start = ast.Assign([ast.Name(index, ast.Store())], ast.Call(read("int"), [ast.Constant(False)], []))
    test = ast.Compare(read(index), [ast.Lt()], [ast.Call(read("len"), [loop.iter], [])])
    take = ast.Assign([loop.target], ast.Subscript(loop.iter, read(index), ast.Load()))
    step = ast.AugAssign(ast.Name(index, ast.Store()), ast.Add(), ast.Constant(True))  # no number: it would be a parameter
    made: list[ast.stmt] = [start, ast.While(test, [take, step, *loop.body], loop.orelse)]
    for statement in made:
        ast.copy_location(statement, loop)
    for node in syntax.walk(ast.Module(made, [])):
        if isinstance(node, ast.stmt | ast.expr) and not hasattr(node, "lineno"):
            ast.copy_location(node, loop.iter)
    return [*made]


def _named(node: ast.Attribute | ast.Name | ast.FunctionDef) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else node.name


def is_private(name: str) -> bool:
    return name.startswith("__") and not name.endswith("__")


def _mangle(cls: ast.ClassDef) -> None:
    """``self.__x`` inside of class ``C`` is ``self._C__x``, as in Python."""
    prefix = "_" + cls.name.lstrip("_")
    for node in syntax.walk(cls):
        if isinstance(node, ast.Attribute) and is_private(node.attr):
            node.attr = prefix + node.attr
        elif isinstance(node, ast.Name) and is_private(node.id):
            node.id = prefix + node.id
        elif isinstance(node, ast.FunctionDef) and is_private(node.name):
            node.name = prefix + node.name


def _cells(function: ast.FunctionDef) -> None:
    inner = [n for n in own_scope(function) if isinstance(n, ast.FunctionDef)]
    shared: set[str] = set()
    for nested in inner:
        for n in syntax.walk(nested):
            if isinstance(n, ast.Nonlocal):
                shared |= {name for name in n.names if _binds(function, name)}
    if not shared:
        return
    cell = f"{CELL} of {function.name}"
    arguments = {a.arg for a in _arguments(function)}
    for i, statement in enumerate(function.body):
        function.body[i] = Renamer(shared, cell).visit(statement)
    start: list[ast.stmt] = [make_cell(cell, function)]
    start += [
        _at(ast.Assign([ast.Attribute(_name(cell, ast.Load()), n, ast.Store())], _name(n, ast.Load())), function)
        for n in sorted(shared & arguments)
    ]
    function.body[:0] = start


def make_cell(name: str, place: ast.stmt) -> ast.stmt:
    """The statement that makes the cell ``name``, which stands at ``place``."""
    return _at(ast.Assign([_name(name, ast.Store())], ast.Call(_name(CELL, ast.Load()), [], [])), place)


def _at(node: ast.stmt, place: ast.stmt) -> ast.stmt:
    for child in syntax.walk(node):
        ast.copy_location(child, place)
    return node


def _name(name: str, context: ast.expr_context) -> ast.Name:
    return ast.Name(name, context)


def _arguments(function: Function) -> list[ast.arg]:
    a = function.args
    rest = [x for x in (a.vararg, a.kwarg) if x is not None]
    return [*a.posonlyargs, *a.args, *a.kwonlyargs, *rest]


def own_scope(scope: Function | ast.Module | ast.ClassDef) -> list[ast.AST]:
    """The nodes of a scope itself, and the functions and classes nested directly in it."""
    out: list[ast.AST] = []
    stack: list[ast.AST] = [scope.body] if isinstance(scope, ast.Lambda) else list(scope.body)
    while stack:
        node = stack.pop()
        out.append(node)
        if not isinstance(node, Function | ast.ClassDef):
            stack += syntax.children(node)
    return out


def _binds(function: Function, name: str) -> bool:
    """Whether ``name`` is a variable of the function's own scope."""
    if any(a.arg == name for a in _arguments(function)):
        return True
    own = own_scope(function)
    if any(isinstance(n, ast.Nonlocal | ast.Global) and name in n.names for n in own):
        return False
    return name in _stored(own)


def _stored(own: list[ast.AST]) -> set[str]:
    """The names that nodes of one scope assign; the variables of comprehensions are their own."""
    inner = {id(t) for n in own if isinstance(n, _Comprehension) for g in n.generators for t in syntax.walk(g.target)}
    return {n.id for n in own if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store) and id(n) not in inner}


class Renamer(ast.NodeTransformer):
    """Variables of a scope, and of the scopes in it that do not bind the name themselves, become fields of its cell.

    ``module``: they are the module's, which any function may reach by ``global``; else no such function means them.
    """

    def __init__(self, names: set[str], cell: str, module: bool = False, every: set[str] | None = None) -> None:
        self.names, self.cell, self.module = names, cell, module
        self.every = names if every is None else every

    def _but(self, hidden: set[str]) -> Renamer:
        return Renamer(self.names - hidden, self.cell, self.module, self.every)

    def visit_Name(self, node: ast.Name) -> ast.AST:
        if node.id not in self.names:
            return node
        return ast.copy_location(ast.Attribute(ast.copy_location(_name(self.cell, ast.Load()), node), node.id, node.ctx), node)

    def visit_Nonlocal(self, node: ast.Nonlocal) -> ast.AST:
        rest = [n for n in node.names if self.module or n not in self.names]
        return ast.copy_location(ast.Nonlocal(rest) if rest else ast.Pass(), node)

    def visit_Global(self, node: ast.Global) -> ast.AST:
        return ast.copy_location(ast.Pass(), node) if self.module else node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.decorator_list = [self.visit(d) for d in node.decorator_list]
        return self._nested(node)

    def visit_Lambda(self, node: ast.Lambda) -> ast.AST:
        return self._nested(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        """What a class body assigns are attributes of the class, which its methods do not see."""
        body = self._but(_stored(own_scope(node)))
        node.bases, node.decorator_list = [self.visit(b) for b in node.bases], [self.visit(d) for d in node.decorator_list]
        node.body = [(self if isinstance(s, ast.FunctionDef) else body).visit(s) for s in node.body]
        return node

    def _in_comprehension(self, node: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp) -> ast.AST:
        own = {n.id for g in node.generators for n in syntax.walk(g.target) if isinstance(n, ast.Name)}
        node.generators[0].iter = self.visit(node.generators[0].iter)  # evaluated outside
        return self._but(own).generic_visit(node)

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = _in_comprehension

    def _nested(self, node: Function) -> ast.AST:
        inner = self._but({n for n in self.names if _binds(node, n)})
        declared = {name for n in own_scope(node) if isinstance(n, ast.Global) for name in n.names}
        inner.names = inner.names | (declared & self.every) if self.module else inner.names - declared
        if isinstance(node, ast.Lambda):
            node.body = inner.visit(node.body)
        else:
            node.body = [inner.visit(s) for s in node.body]
        node.args.defaults = [self.visit(d) for d in node.args.defaults]
        node.args.kw_defaults = [d and self.visit(d) for d in node.args.kw_defaults]
        return node
