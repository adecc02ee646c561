"""The best mean return against environment steps, in characters."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ppc.cli.output import count, number

if TYPE_CHECKING:
    from ppc.promptpo.report import Point

WIDTH, HEIGHT = 60, 8


def chart(points: Sequence[Point]) -> str:
    """Steps on a logarithmic axis; empty where there is no course to show."""
    shown = [p for p in points if p.env_steps > 0 and math.isfinite(p.mean)]
    if len(shown) < 2:
        return ""
    first, last = math.log(shown[0].env_steps), math.log(shown[-1].env_steps)
    low, high = shown[0].mean, shown[-1].mean  # the best only ever rises
    if last <= first or not high > low:
        return ""
    rows = [[" "] * WIDTH for _ in range(HEIGHT)]
    at, level = 0, _row(shown[0].mean, low, high)
    for point in shown:
        column = round((math.log(point.env_steps) - first) / (last - first) * (WIDTH - 1))
        row = _row(point.mean, low, high)
        for x in range(at, column):
            rows[level][x] = "-"
        for y in range(min(row, level), max(row, level) + 1):
            rows[y][column] = "|"
        rows[row][column] = "*"
        at, level = column + 1, row
    labels = [number(high), *[""] * (HEIGHT - 2), number(low)]
    margin = max(map(len, labels))
    lines = [f"{label:>{margin}} |{''.join(row)}".rstrip() for label, row in zip(labels, rows, strict=True)]
    begin, end = count(shown[0].env_steps), count(shown[-1].env_steps)
    lines.append(f"{'':>{margin}} +{'-' * WIDTH}")
    lines.append(f"{'':>{margin}}  {begin}{end:>{WIDTH - len(begin)}}")
    return "best mean return against environment steps\n" + "\n".join(lines)


def _row(mean: float, low: float, high: float) -> int:
    return HEIGHT - 1 - round((mean - low) / (high - low) * (HEIGHT - 1))
