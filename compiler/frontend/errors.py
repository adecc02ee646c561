"""How the partial evaluator gives up: with a diagnostic, or by asking to be run again."""

from __future__ import annotations

import os

from ppc.compiler.source import Span

# What a fault of the front end raises. RecursionError, of the policy's nesting, has its own diagnostic.
INTERNAL = (AttributeError, LookupError, AssertionError, ValueError, TypeError, ArithmeticError, RuntimeError, StopIteration)


class Unsupported(Exception):
    """Becomes a diagnostic; ``span`` is filled in by the statement or expression being evaluated.

    ``raises`` is the exception of Python's that is sure to come instead: a ``try`` around it may catch it, unless ``sure`` is
    False, since what was being evaluated may not be reached.
    """

    raises = ""
    sure = True

    def __init__(self, code: str, message: str, span: Span | None = None, help: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.span, self.help = code, message, span, help


class NeedsStatic(Unsupported):
    """A compile-time value is needed where there is a run-time one; an enclosing loop may be unrolled for it."""


class Left(Unsupported):
    """Both ways of an expression raised: the statement is left, by code that is there already."""

    def __init__(self) -> None:
        super().__init__("PPC106", "this expression raises whatever is chosen in it")


class Restart(Exception):
    """What was learned (say, a container's element type) makes it necessary to evaluate the policy again."""


class Broken(Unsupported):
    """A fault of the compiler itself, told as a diagnostic at the place in the policy that met it."""

    def __init__(self, span: Span | None) -> None:
        super().__init__(
            "PPC008", "the compiler failed on this construct", span, "write it in another way, and please report the policy"
        )


def shows_faults() -> bool:
    """Whether faults of the compiler are to be seen as they are, as in its own tests: where PPC_DEBUG is set."""
    return bool(os.environ.get("PPC_DEBUG"))
