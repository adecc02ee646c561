"""A diagnostic: what is wrong, where, and what to write instead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ppc.compiler.diagnostics.excerpt import excerpt, margin, text_lines
from ppc.compiler.source import Span

_SHOWN = 4  # places of a chain before it is cut; the outermost call is shown in any case


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """``code`` is a key of the catalogue, or the name of a run-time fault; ``severity`` is ``error``, ``warning`` or ``note``.

    A ``span`` of line 0 means that there is no place.
    """

    code: str
    message: str
    span: Span
    help: str = ""
    severity: str = "error"

    def render(self, source: str, path: str = "policy.py") -> str:
        """The diagnostic as plain text: the place with carets under it, the calls that led there, and the help."""
        lines = [f"{self.severity}[{self.code}]: {self.message}"]
        text = text_lines(source)
        places = [s for s in self._chain() if 1 <= s.line <= len(text)]
        skipped = 0
        for i, span in enumerate(places):
            again = any((s.line, s.column) == (span.line, span.column) for s in places[:i])  # recursion
            if i > 0 and i < len(places) - 1 and (again or i >= _SHOWN):
                skipped += 1
                continue
            if skipped:
                lines.append(f"  ... {skipped} more call{'s' if skipped > 1 else ''}")
                skipped = 0
            place = f"{' ' * margin(span)}--> {path}:{span.line}:{span.column + 1}"
            lines.append(place if i == 0 else f"{place} (called from here)")
            lines += excerpt(text, span) if i == 0 else excerpt(text, span, "-")[1:]
        if self.help:
            lines.append(f"  = help: {self.help}")
        return "\n".join(lines)

    def to_json(self) -> dict[str, Any]:
        """Plain data: code, severity, message, help and the place (1-based line and column)."""
        chain = [
            {"line": s.line, "column": s.column + 1, "end_line": s.end_line, "end_column": s.end_column + 1}
            for s in self._chain()
        ]
        return {
            "code": self.code,
            "severity": self.severity,
            "message": self.message,
            "help": self.help,
            "span": chain[0],
            "called_from": chain[1:],
        }

    def _chain(self) -> Iterator[Span]:
        """The place, then the calls through which it was reached, innermost first."""
        span: Span | None = self.span
        while span is not None:
            yield span
            span = span.inlined_at


class PolicyError(Exception):
    """The policy cannot be compiled. ``diagnostics`` says why; ``source`` is the text."""

    def __init__(self, diagnostics: list[Diagnostic], source: str) -> None:
        super().__init__(diagnostics[0].message if diagnostics else "the policy cannot be compiled")
        self.diagnostics = diagnostics
        self.source = source

    def render(self, path: str = "policy.py") -> str:
        """All diagnostics as text."""
        return "\n\n".join(d.render(self.source, path) for d in self.diagnostics)
