"""A diagnostic: what is wrong, where, and what to write instead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ppc.compiler.source import Span


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """``code`` is a key of the catalogue; ``severity`` is ``error``, ``warning`` or ``note``."""

    code: str
    message: str
    span: Span
    help: str = ""
    severity: str = "error"

    def render(self, source: str, path: str = "policy.py") -> str:
        """The diagnostic as text: the user's line with carets under the place."""
        lines = [f"{self.severity}[{self.code}]: {self.message}"]
        text = source.splitlines()
        span: Span | None = self.span
        first = True
        while span is not None:
            if 1 <= span.line <= len(text):
                line = text[span.line - 1]
                if len(line) > 160:
                    line = line[:157] + "..."
                margin = " " * len(str(span.line))
                lines.append(f"{margin}--> {path}:{span.line}:{span.column + 1}" + ("" if first else " (called from here)"))
                if first:
                    end = span.end_column if span.end_line == span.line else len(line)
                    width = max(1, min(end, len(line)) - span.column)
                    lead = "".join(c if c == "\t" else " " for c in line[: span.column])
                    lines += [f"{margin} |", f"{span.line} | {line}", f"{margin} | {lead}{'^' * width}"]
            first = False
            span = span.inlined_at
        if self.help:
            lines.append(f"  = help: {self.help}")
        return "\n".join(lines)

    def to_json(self) -> dict[str, Any]:
        """Plain data: code, severity, message, help and the place (1-based line and column)."""
        chain = []
        span: Span | None = self.span
        while span is not None:
            chain.append(
                {
                    "line": span.line,
                    "column": span.column + 1,
                    "end_line": span.end_line,
                    "end_column": span.end_column + 1,
                }
            )
            span = span.inlined_at
        return {
            "code": self.code,
            "severity": self.severity,
            "message": self.message,
            "help": self.help,
            "span": chain[0],
            "called_from": chain[1:],
        }


class PolicyError(Exception):
    """The policy cannot be compiled. ``diagnostics`` says why; ``source`` is the text."""

    def __init__(self, diagnostics: list[Diagnostic], source: str) -> None:
        super().__init__(diagnostics[0].message if diagnostics else "the policy cannot be compiled")
        self.diagnostics = diagnostics
        self.source = source

    def render(self, path: str = "policy.py") -> str:
        """All diagnostics as text."""
        return "\n\n".join(d.render(self.source, path) for d in self.diagnostics)
