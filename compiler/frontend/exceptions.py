"""``try`` statements around code that cannot raise in the policy language."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from ppc.compiler.frontend.errors import Unsupported

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator


def try_statement(ev: Evaluator, node: ast.Try) -> bool:
    """``try: import …`` and the like; what may raise at run time needs an explicit test."""
    raise Unsupported("PPC106", "try statements are not supported yet", help="test for the condition with if")


__all__ = ["try_statement"]
