"""``with`` statements that change nothing about what a policy computes."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from ppc.compiler.frontend.errors import Unsupported

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator

# NumPy never warns here, and prints nothing.
_HARMLESS = {"np.errstate", "numpy.errstate", "np.printoptions", "numpy.printoptions", "warnings.catch_warnings"}


def is_harmless_with(node: ast.With) -> bool:
    """``with np.errstate(...):`` and the like."""
    return all(
        isinstance(i.context_expr, ast.Call) and ast.unparse(i.context_expr.func) in _HARMLESS and i.optional_vars is None
        for i in node.items
    )


def with_statement(ev: Evaluator, node: ast.With) -> bool:
    if not is_harmless_with(node):
        raise Unsupported("PPC101", "with statements are not part of the policy language")
    return ev.block(node.body)
