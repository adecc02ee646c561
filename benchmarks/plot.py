"""The plot of docs/performance.md: steps a second of all contestants with the linear policy, on a logarithmic scale."""

from __future__ import annotations

import math
from statistics import median

from benchmarks.goals import Results, short

BARS = {  # contestant: what it is called, class of its colour
    "lanes": ("ppc, lanes", "ours"),
    "exact": ("ppc, exact", "ours"),
    "C": ("hand-written C", "theirs"),
    "gymnax 1024": ("gymnax, 1024", "theirs"),
    "Gymnasium vectorised 4096": ("Gymnasium, 4096", "theirs"),
    "EnvPool 1024": ("EnvPool, 1024", "theirs"),
    "Gymnasium": ("Gymnasium, one", "theirs"),
}
LOW, HIGH = 4, 9  # powers of ten
WIDTH, LABEL, BAR, LINE, HEAD = 470, 178, 222, 22, 54

STYLE = """\
    text { font-size: 12px; fill: #424a53 }
    .task { font-size: 15px; font-weight: 600; fill: #1f2328 }
    .name { text-anchor: end }
    .tick { font-size: 11px; fill: #59636e; text-anchor: middle }
    .grid { stroke: #d1d9e0; stroke-width: 1 }
    .ours { fill: #0969da }
    .theirs { fill: #afb8c1 }
    .range { stroke: #1f2328; stroke-width: 1.5 }
    @media (prefers-color-scheme: dark) {
      text { fill: #d1d7e0 }
      .task { fill: #f0f6fc }
      .tick { fill: #9198a1 }
      .grid { stroke: #3d444d }
      .ours { fill: #58a6ff }
      .theirs { fill: #656c76 }
      .range { stroke: #f0f6fc }
    }
"""


def svg(results: Results) -> str:
    """A picture of two columns of panels, one a task; bars are medians, the lines across their ends ranges."""
    rows = [row for row in results["rollouts"] if row["policy"] == "linear"]
    height = HEAD + len(BARS) * LINE + 16
    panels = []
    for i, row in enumerate(rows):
        panels.append(f'  <g transform="translate({i % 2 * WIDTH} {i // 2 * height})">\n{_panel(row)}  </g>\n')
    size = f"{2 * WIDTH} {math.ceil(len(rows) / 2) * height}"
    family = "system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" role="img" aria-labelledby="title text" '
        f'font-family="{family}">\n'
        '  <title id="title">Steps a second on one core, linear policy</title>\n'
        f'  <desc id="text">{_description(rows)}</desc>\n'
        f"  <style>\n{STYLE}  </style>\n{''.join(panels)}</svg>\n"
    )


def _panel(row: Results) -> str:
    rates = {name: row["steps_per_s"][name] for name in BARS if name in row["steps_per_s"]}
    bottom = HEAD + len(BARS) * LINE
    lines = [f'<text class="task" x="{LABEL}" y="20">{short(row["task"])}, steps/s</text>']
    for power in range(LOW, HIGH + 1):
        x = _x(10.0**power)
        unit = {4: "10 k", 5: "100 k", 6: "1 M", 7: "10 M", 8: "100 M", 9: "1 G"}[power]
        lines.append(f'<path class="grid" d="M{x:.1f} {HEAD - 8} V{bottom}"/>')
        lines.append(f'<text class="tick" x="{x:.1f}" y="{HEAD - 14}">{unit}</text>')
    for k, (name, found) in enumerate(rates.items()):
        y, (label, kind) = HEAD + k * LINE, BARS[name]
        end, low, high = _x(median(found)), _x(min(found)), _x(max(found))
        lines.append(f'<text class="name" x="{LABEL - 8}" y="{y + 13}">{label}</text>')
        lines.append(f'<rect class="{kind}" x="{LABEL}" y="{y + 2}" width="{end - LABEL:.1f}" height="{LINE - 7}"/>')
        lines.append(f'<path class="range" d="M{low:.1f} {y + 9.5} H{high:.1f}"/>')
        lines.append(f'<text x="{max(end, high) + 6:.1f}" y="{y + 13}">{_count(median(found))}</text>')
    return "".join(f"    {line}\n" for line in lines)


def _x(rate: float) -> float:
    share = (math.log10(rate) - LOW) / (HIGH - LOW)
    return LABEL + BAR * min(max(share, 0.0), 1.0)


def _count(rate: float) -> str:
    return f"{rate / 1e6:.3g} M" if rate >= 1e6 else f"{rate / 1e3:.3g} k"


def _description(rows: list[Results]) -> str:
    parts = []
    for row in rows:
        found = ", ".join(f"{BARS[n][0]} {_count(median(r))}" for n, r in row["steps_per_s"].items() if n in BARS)
        parts.append(f"{short(row['task'])}: {found}.")
    return " ".join(parts)
