"""Import statements: nothing is imported, names of known libraries are bound."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from ppc.compiler.frontend import syntax
from ppc.compiler.frontend.errors import Unsupported
from ppc.compiler.frontend.values.values import Module, Static, TypeName

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator

_INSTEAD = {
    "time": "a policy has no clock: count the steps in a field, self.t += 1",
    "datetime": "a policy has no clock: count the steps in a field, self.t += 1",
    "scipy": "policies may use numpy: write out what is used of scipy",
    "torch": "policies may use numpy: write the layers as matrix products",
    "tensorflow": "policies may use numpy: write the layers as matrix products",
    "jax": "policies may use numpy",
    "gym": "a policy gets its observation from the task, it needs no environment",
    "gymnasium": "a policy gets its observation from the task, it needs no environment",
}
# Reach out of the policy: refused wherever they stand. Other modules may be imported if nothing that runs uses them.
_REACHING_OUT = {
    "os", "sys", "io", "subprocess", "socket", "shutil", "pathlib", "importlib", "builtins", "ctypes", "pickle", "marshal",
    "threading", "multiprocessing", "asyncio", "inspect", "gc", "signal", "tempfile", "urllib", "requests", "http", "code",
    "codecs", "runpy", "site", "atexit", "mmap", "resource", "pty",
}  # fmt: skip


def help_for(module: str) -> str:
    """What to write instead of a module that policies do not have."""
    return _INSTEAD.get(module.split(".")[0]) or module_help()


def module_help() -> str:
    """The modules that policies may use."""
    from ppc.compiler.frontend.library.modules import ANNOTATIONS_ONLY, MODULES, SILENT

    *names, last = sorted(MODULES - SILENT - (ANNOTATIONS_ONLY - {"abc", "typing"}))
    return f"policies may use {', '.join(names)} and {last}"


def names_used(nodes: list[ast.AST], dropped: set[int]) -> set[str]:
    """Names that the policy reads in code that runs: not in annotations, second arguments of isinstance or a main guard."""
    skipped = set(dropped)
    for node in nodes:
        inner: list[ast.AST | None] = []
        if type(node) is ast.Name:
            continue
        if isinstance(node, ast.arg | ast.AnnAssign):
            inner = [node.annotation]
        elif isinstance(node, ast.FunctionDef):
            inner = [node.returns]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "isinstance":
            inner = list(node.args[1:])
        skipped.update(id(n) for part in inner if part is not None for n in syntax.walk(part))
    return {n.id for n in nodes if type(n) is ast.Name and id(n) not in skipped}


def missing_modules(node: ast.Import | ast.ImportFrom, used: set[str]) -> list[str]:
    """The modules of an import statement that policies do not have and that code which runs needs."""
    from ppc.compiler.frontend.library.modules import MODULES

    if isinstance(node, ast.ImportFrom):
        module = node.module or ""
        names = {a.asname or a.name for a in node.names}
        root = module.split(".")[0]
        bad = root not in MODULES and (root in _REACHING_OUT or "*" in names or bool(names & used))
        return ["." * node.level + module] if bad or node.level else []
    out = []
    for alias in node.names:
        root = alias.name.split(".")[0]
        if root not in MODULES and (root in _REACHING_OUT or (alias.asname or root) in used):
            out.append(alias.name)
    return out


def execute(ev: Evaluator, node: ast.Import | ast.ImportFrom) -> None:
    """Binds what the statement would import."""
    from ppc.compiler.frontend.library import modules, random_library

    if isinstance(node, ast.Import):
        for alias in node.names:
            if alias.name.split(".")[0] not in modules.MODULES:
                _left_out(ev, alias.name, alias.asname or alias.name.split(".")[0])
                continue
            random_library.imported(ev, alias.name)
            name = alias.asname or alias.name.split(".")[0]
            ev.frame.locals[name] = Module(alias.name if alias.asname else alias.name.split(".")[0])
        return
    if node.module == "__future__":
        return
    if node.level or node.module is None:
        name = "." * node.level + (node.module or "")
        raise Unsupported("PPC107", f"the module '{name}' is not available to policies", help=help_for(name))
    if node.module.split(".")[0] not in modules.MODULES:
        for alias in node.names:
            _left_out(ev, f"{node.module}.{alias.name}", alias.asname or alias.name)
        return
    random_library.imported(ev, node.module)
    for alias in node.names:
        if alias.name == "*":
            raise Unsupported("PPC107", "import * hides what is used", help="import the names that are used")
        value = modules.attribute(ev, node.module, alias.name)
        if value is None:
            raise Unsupported("PPC107", f"'{node.module}.{alias.name}' is not available to policies", help=module_help())
        ev.frame.locals[alias.asname or alias.name] = value


def _left_out(ev: Evaluator, what: str, name: str) -> None:
    """An import that nothing which runs needs; what names it in a type or in isinstance meets a type of no value here."""
    if ev.trying:
        error = Unsupported("PPC107", f"the module of '{what}' is not available to policies", help=help_for(what))
        error.raises = "ModuleNotFoundError"
        raise error
    ev.warn("PPC906", f"the import of '{what}' is dropped", severity="note")
    ev.frame.locals[name] = Static(TypeName(f"<{what}>"))
