"""Writes tuned values back into a policy's text, so that a tuned policy is a policy like any other."""

from __future__ import annotations

import math
from collections.abc import Sequence

from ppc.compiler.ir.nodes import Parameter
from ppc.promptpo.templates.render import text_lines


def apply_parameters(source: str, parameters: Sequence[Parameter], values: Sequence[float]) -> str:
    """``source`` with the literal of each parameter replaced by its value, exactly (``repr``).

    A literal that did not change keeps the user's spelling. Raises ValueError for a value that no literal can say, or when
    the numbers of parameters and values differ.
    """
    if len(parameters) != len(values):
        raise ValueError(f"{len(values)} values for {len(parameters)} parameters")
    lines = text_lines(source)
    edits: dict[tuple[int, int, int], str] = {}
    for parameter, value in zip(parameters, values, strict=True):
        number = float(value)
        if not math.isfinite(number):
            raise ValueError(f"{parameter.label} cannot become {number!r}: a literal must be finite")
        if number == parameter.value and math.copysign(1.0, number) == math.copysign(1.0, parameter.value):
            continue
        if parameter.structural:
            raise ValueError(f"{parameter.label} decides a shape, a range or an index; it cannot become {number!r}")
        for span in parameter.spans:
            line = lines[span.line - 1]
            edits[span.line, span.column, span.end_column] = _literal(number, line[: span.column], line[span.end_column :])
    # From the end to the start, so that earlier columns stay where they are.
    for (row, start, end), text in sorted(edits.items(), reverse=True):
        line = lines[row - 1]
        lines[row - 1] = line[:start] + text + line[end:]
    return "".join(lines)


def _literal(value: float, before: str, after: str) -> str:
    text = repr(value)
    negative = text.startswith("-")
    signed = before.rstrip().endswith(("-", "+"))
    power = after.lstrip().startswith("**")  # -2.0 ** 2 is -(2.0 ** 2)
    return f"({text})" if negative and (signed or power) else text
