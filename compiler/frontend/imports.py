"""Import statements: nothing is imported, names of known libraries are bound."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from ppc.compiler.frontend.errors import Unsupported
from ppc.compiler.frontend.values import Module, Static

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator

_HELP = "policies may use math, numpy, collections, dataclasses, enum, itertools, heapq, random and typing"


def execute(ev: Evaluator, node: ast.Import | ast.ImportFrom) -> None:
    """Binds what the statement would import."""
    from ppc.compiler.frontend import modules

    if isinstance(node, ast.Import):
        for alias in node.names:
            if alias.name.split(".")[0] not in modules.MODULES:
                raise Unsupported("PPC107", f"the module '{alias.name}' is not available to policies", help=_HELP)
            name = alias.asname or alias.name.split(".")[0]
            ev.frame.locals[name] = Module(alias.name if alias.asname else alias.name.split(".")[0])
        return
    if node.module == "__future__":
        return
    if node.level or node.module is None or node.module.split(".")[0] not in modules.MODULES:
        name = "." * node.level + (node.module or "")
        raise Unsupported("PPC107", f"the module '{name}' is not available to policies", help=_HELP)
    for alias in node.names:
        if alias.name == "*":
            raise Unsupported("PPC107", "import * hides what is used", help="import the names that are used")
        if node.module in modules.ANNOTATIONS_ONLY:
            ev.frame.locals[alias.asname or alias.name] = Static(f"<{alias.name}>")
            continue
        value = modules.attribute(ev, node.module, alias.name)
        if value is None:
            raise Unsupported("PPC107", f"'{node.module}.{alias.name}' is not available to policies", help=_HELP)
        ev.frame.locals[alias.asname or alias.name] = value
