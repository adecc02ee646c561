"""Readings of a journal: tables and curves as plain data, and the run as a Markdown page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ppc.promptpo.objective import WORST, Scores
from ppc.promptpo.run import Run

EVALUATIONS = ("explore", "generation", "duel", "comparison", "selection")


@dataclass(frozen=True)
class Row:
    """One candidate. ``error`` is the compiler's, None where it compiled; ``tuning_mean`` is its best score while tuning
    (an optimistic number), ``selection_mean`` its best on the selection seeds; -inf where there is none."""

    name: str
    summary: str
    error: str | None
    env_steps: int
    episodes: int
    tuning_mean: float
    selection_mean: float
    faulty_episodes: int


@dataclass(frozen=True)
class Point:
    """The best mean return of any incumbent after ``env_steps`` of the run and ``seconds`` on the clock."""

    env_steps: int
    seconds: float
    name: str
    mean: float


def candidates(run: Run) -> list[Row]:
    """Every candidate of the run, best first."""
    texts: dict[str, str] = {}
    for event in run.of_kind("proposals"):
        for p in event.data["proposals"]:
            texts.setdefault(p["name"], p["summary"])
    rows = []
    for verdict in run.of_kind("verdict"):
        name = str(verdict.data["name"])
        steps = episodes = faulty = 0
        tuning, chosen = WORST, WORST
        for event in run.of_kind(*EVALUATIONS):
            if name not in event.key.split("/"):
                continue
            scores = Scores.from_json(event.data)
            steps += scores.env_steps
            episodes += scores.episodes * len(scores.mean)
            faulty += sum(scores.faulty)
            if event.kind == "selection":
                chosen = max(chosen, *scores.mean)
            elif event.kind in ("duel", "comparison"):
                tuning = max(tuning, *scores.mean)
        base = texts.get(name, texts.get(name.rpartition("-")[0], ""))
        rows.append(Row(name, base, verdict.data["error"], steps, episodes, tuning, chosen, faulty))
    return sorted(rows, key=lambda r: (-r.selection_mean, -r.tuning_mean))


def curve(run: Run) -> list[Point]:
    """How the best incumbent improved: one point whenever a duel changed it for the better."""
    points: list[Point] = []
    steps, best = 0, WORST
    for event in run.events:
        if event.kind == "probe":
            steps += event.data["env_steps"]
        if event.kind not in EVALUATIONS:
            continue
        scores = Scores.from_json(event.data)
        steps += scores.env_steps
        if event.kind == "duel" and scores.mean[scores.best] > best:
            best = scores.mean[scores.best]
            points.append(Point(steps, float(event.data["seconds"]), event.key.split("/")[0], best))
    return points


def markdown(run: Run) -> str:
    """The run as ``report.md``."""
    config, result = run.config, run.result
    lines = [
        f"# {config.env_id}, seed {config.seed}",
        "",
        f"Started {run.started}, {run.status}. Proposer: {config.proposer}.",
        "",
    ]
    if result is not None:
        held = result.held_out
        lines += [
            f"**{result.name}**: {result.summary}",
            "",
            *_table(
                ("held-out score", ""),
                [
                    ("mean return", f"{held.mean_return:.6g}"),
                    ("95 % interval", f"{held.ci95[0]:.6g} to {held.ci95[1]:.6g}"),
                    ("worst episode", f"{held.worst:.6g}"),
                    ("success rate", "not defined" if held.success_rate is None else f"{100 * held.success_rate:.4g} %"),
                    ("mean length", f"{held.mean_length:.6g} steps"),
                    ("episodes", f"{held.episodes}, on seeds that nothing else in the run used"),
                    ("faulty episodes", str(held.faulty)),
                    ("selecting score less this one", f"{held.gap:+.4g}"),
                    ("search", f"{result.env_steps:,} steps, {result.episodes:,} episodes, {result.seconds:.1f} s"),
                    ("ended because", _REASONS.get(result.reason, result.reason)),
                ],
            ),
            "",
        ]
    lines += ["## Candidates", ""]
    lines += _table(
        ("candidate", "tuning", "selection", "steps", "faulty", "verdict"),
        [
            (r.name, _number(r.tuning_mean), _number(r.selection_mean), f"{r.env_steps:,}", str(r.faulty_episodes),
             "compiled" if r.error is None else (r.error.splitlines() or ["refused"])[0])
            for r in candidates(run)
        ],
    )  # fmt: skip
    if points := curve(run):
        lines += ["", "## Best incumbent", ""]
        lines += _table(
            ("env steps", "seconds", "candidate", "mean return"),
            [(f"{p.env_steps:,}", f"{p.seconds:.1f}", p.name, f"{p.mean:.6g}") for p in _thinned(points, 30)],
        )
    if result is not None:
        lines += ["", "## The policy", "", "```python", result.tuned_source.rstrip("\n"), "```"]
    return "\n".join(lines) + "\n"


_REASONS = {
    "completed": "the budget was used or nothing improved any more",
    "perfect": "no episode can return more",
    "max_steps": "the cap on environment steps was reached",
    "max_seconds": "the cap on seconds was reached",
    "interrupted": "it was interrupted; it can go on with --resume",
}


def _number(value: float) -> str:
    return "" if value == WORST else f"{value:.6g}"


def _thinned(points: Sequence[Point], count: int) -> list[Point]:
    """At most ``count`` points, the last among them."""
    if len(points) <= count:
        return list(points)
    return [points[round(i * (len(points) - 1) / (count - 1))] for i in range(count)]


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    cells = [[c.replace("|", "\\|") for c in row] for row in rows]
    return [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}", *(f"| {' | '.join(row)} |" for row in cells)]
