"""Places in a policy's text."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """Lines count from 1, columns from 0 (in characters), ends are exclusive.

    ``inlined_at`` is the call through which this code was inlined, innermost first.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    inlined_at: Span | None = None

    def __str__(self) -> str:
        text = f"{self.line}:{self.column + 1}"
        return text if self.inlined_at is None else f"{text} <- {self.inlined_at}"


NO_SPAN = Span(0, 0, 0, 0)
