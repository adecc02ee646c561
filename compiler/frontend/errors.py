"""How the partial evaluator gives up: with a diagnostic, or by asking to be run again."""

from __future__ import annotations

from ppc.compiler.source import Span


class Unsupported(Exception):
    """Becomes a diagnostic; ``span`` is filled in by the statement or expression being evaluated.

    ``raises`` is the exception of Python's that is sure to come instead: a ``try`` around it may catch it.
    """

    raises = ""

    def __init__(self, code: str, message: str, span: Span | None = None, help: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.span, self.help = code, message, span, help


class NeedsStatic(Unsupported):
    """A compile-time value is needed where there is a run-time one; an enclosing loop may be unrolled for it."""


class Restart(Exception):
    """What was learned (say, a container's element type) makes it necessary to evaluate the policy again."""
