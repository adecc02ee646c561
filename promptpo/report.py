"""Readings of a journal: tables and curves as plain data, and the run as a Markdown page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ppc.promptpo.journal import Event
from ppc.promptpo.objective import WORST, Scores, mean_of
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


@dataclass(frozen=True)
class Round:
    """One round of a model's candidates. ``sound`` of them ran, ``repairs`` were asked for in all; ``tokens`` were spent in it;
    ``env_steps`` of the run when it ended. ``mean_return`` of the ``winner``, -inf where there is none."""

    number: int
    candidates: int
    sound: int
    repairs: int
    winner: str
    mean_return: float
    best_ever: float
    env_steps: int
    tokens: int


@dataclass(frozen=True)
class Spending:
    """What a run's requests took; ``dollars`` None where no prices were given."""

    requests: int
    prompt_tokens: int
    completion_tokens: int
    dollars: float | None


def rounds(run: Run) -> list[Round]:
    """The rounds that are over."""
    found: list[Round] = []
    steps = tokens = 0
    verdicts: list[dict[str, Any]] = []
    for event in run.events:
        steps += steps_of(event)
        if event.kind == "reply":
            tokens += int(event.data["prompt_tokens"]) + int(event.data["completion_tokens"])
        elif event.kind == "verdict":
            verdicts.append(event.data)
        elif event.kind == "round":
            d = event.data
            mean, best = (WORST if d[k] is None else float(d[k]) for k in ("mean_return", "best_ever"))
            sound = sum(v["error"] is None for v in verdicts)
            repairs = sum(v.get("repairs", 0) for v in verdicts)
            found.append(Round(d["round"], len(verdicts), sound, repairs, d["winner"] or "", mean, best, steps, tokens))
            verdicts, tokens = [], 0
    return found


def spending(run: Run) -> Spending | None:
    """None where nothing was ever asked of a model."""
    replies = run.of_kind("reply")
    if not replies:
        return None
    prompt, completion = (sum(int(e.data[k]) for e in replies) for k in ("prompt_tokens", "completion_tokens"))
    model, dollars = run.config.model, None
    if model is not None and model.price_in is not None and model.price_out is not None:
        dollars = (prompt * model.price_in + completion * model.price_out) / 1e6
    return Spending(len(replies), prompt, completion, dollars)


def steps_of(event: Event) -> int:
    """Environment steps that an event tells of."""
    if event.kind in (*EVALUATIONS, "probe", "room", "trial"):
        return int(event.data["env_steps"])
    return 0


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
        for event in run.of_kind("trial"):
            if name in event.key.split("/"):
                steps, episodes = steps + event.data["env_steps"], episodes + len(event.data["returns"])
                if verdict.data["error"] is None:
                    tuning = max(tuning, mean_of([float(r) for r in event.data["returns"]]))
        base = verdict.data.get("summary") or texts.get(name, texts.get(name.rpartition("-")[0], ""))
        rows.append(Row(name, base, verdict.data["error"], steps, episodes, tuning, chosen, faulty))
    return sorted(rows, key=lambda r: (-r.selection_mean, -r.tuning_mean))


def curve(run: Run) -> list[Point]:
    """How the best incumbent improved: one point whenever a duel changed it for the better."""
    points: list[Point] = []
    steps, best = 0, WORST

    def see(event: Event, name: str, mean: float) -> None:
        nonlocal best
        if mean > best:
            best = mean
            points.append(Point(steps, float(event.data["seconds"]), name, mean))

    for event in run.events:
        steps += steps_of(event)
        if event.kind == "duel":
            scores = Scores.from_json(event.data)
            see(event, event.key.split("/")[0], scores.mean[scores.best])
        elif event.kind == "verdict" and event.data.get("mean_return") is not None and event.data["error"] is None:
            see(event, str(event.data["name"]), float(event.data["mean_return"]))
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
                    ("ended because", REASONS.get(result.reason, result.reason)),
                ],
            ),
            "",
        ]
    if rows := rounds(run):
        lines += ["## Rounds", ""]
        lines += _table(
            ("round", "candidates", "that run", "repairs", "winner", "mean return", "best ever", "env steps", "tokens"),
            [
                (str(r.number), str(r.candidates), str(r.sound), str(r.repairs), r.winner or "none", _number(r.mean_return),
                 _number(r.best_ever), f"{r.env_steps:,}", f"{r.tokens:,}")
                for r in rows
            ],
        )  # fmt: skip
        lines += [""]
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


REASONS = {
    "completed": "the budget was used or nothing improved any more",
    "perfect": "no episode can return more",
    "max_steps": "the cap on environment steps was reached",
    "max_seconds": "the cap on seconds was reached",
    "max_usd": "the cap on dollars was reached",
    "max_tokens": "the cap on tokens was reached",
    "interrupted": "it was interrupted; it can go on with --resume",
    "endpoint": "the endpoint failed; it can go on with --resume",
    "no_candidates": "two rounds in a row held no policy that runs",
    "recording_ended": "the recorded run ended here",
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
