"""``ppc show``: one run, or one candidate of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ppc.cli import options
from ppc.cli.output import count, number, pairs, percent, safe, score, table
from ppc.cli.session import emit
from ppc.cli.subject import find_run

if TYPE_CHECKING:
    from ppc.promptpo import Result, Run


@click.command("show")
@click.argument("run", metavar="[RUN]", required=False)
@click.argument("candidate", metavar="[CANDIDATE]", required=False)
@click.option("--prompts", is_flag=True, help="Of a candidate: show the prompts and the replies as well.")
@options.as_json
def command(run: str | None, candidate: str | None, prompts: bool, as_json: bool) -> None:
    """Show a run: its result and its candidates.

    By default the latest run below runs/. With CANDIDATE, everything about that one: its programs and what was wrong with
    them, its trials, its scores, the numbers that tuning gave it. The model's measuring class is the candidate feedback.
    RUN:CANDIDATE means the same.
    """
    found, candidate = split(run, candidate)
    if candidate is not None:
        from ppc.cli.show_candidate import show

        show(found, candidate, prompts, as_json)
        return
    if prompts:
        raise click.UsageError("--prompts is about a candidate: name one, as in ppc show RUN CANDIDATE")
    if as_json:
        emit(describe(found))
    else:
        click.echo(render(found))


def split(run: str | None, candidate: str | None) -> tuple[Run, str | None]:
    """The run and the candidate's name, from two arguments or from RUN:CANDIDATE."""
    from ppc.cli.named import parted

    folder, named = (run, None) if run is None else parted(run)
    if named is not None and candidate is not None:
        raise click.UsageError(f"{run} already names a candidate: leave out {candidate}")
    return find_run(folder), named if candidate is None else candidate


def held_out(result: Result) -> dict[str, Any]:
    """The final score under the names that an evaluation has."""
    held = result.held_out
    return {
        "episodes": held.episodes,
        "mean_return": held.mean_return,
        "ci95": list(held.ci95),
        "success_rate": held.success_rate,
        "mean_length": held.mean_length,
        "worst_return": held.worst,
        "faulty_episodes": held.faulty,
    }


def outcome(result: Result) -> dict[str, Any]:
    """The result of a run as plain data."""
    return {
        "reason": result.reason,
        "best": result.name,
        "summary": result.summary,
        **held_out(result),
        "env_steps": result.env_steps,
        "search_episodes": result.episodes,
        "seconds": result.seconds,
    }


def rows_of(run: Run) -> list[dict[str, Any]]:
    """Every candidate, best first."""
    from ppc.promptpo.report import candidates

    return [
        {
            "name": r.name,
            "summary": r.summary,
            "tuning_mean": r.tuning_mean,
            "selection_mean": r.selection_mean,
            "env_steps": r.env_steps,
            "episodes": r.episodes,
            "faulty_episodes": r.faulty_episodes,
            "error": r.error,
        }
        for r in candidates(run)
    ]


def describe(run: Run) -> dict[str, Any]:
    """The run as plain data; ``result`` is None while there is none."""
    result = run.result
    return {
        "run": str(run.folder),
        "env": run.config.env_id,
        "seed": run.config.seed,
        "proposer": run.config.proposer,
        "status": run.status,
        "started": run.started,
        "result": None if result is None else {**outcome(result), "policy": result.tuned_source},
        **of_model(run),
        "candidates": rows_of(run),
        "versions": run.versions,
    }


def of_model(run: Run) -> dict[str, Any]:
    """Rounds and spending of a model's run; nothing for others."""
    from dataclasses import asdict

    from ppc.promptpo.report import rounds, spending

    spent = spending(run)
    return {} if spent is None else {"rounds": [asdict(r) for r in rounds(run)], "spent": asdict(spent)}


def candidates_table(rows: list[dict[str, Any]]) -> str:
    cells = []
    for r in rows:
        verdict = "" if r["error"] is None else safe((r["error"].splitlines() or ["refused"])[0])
        row = (r["name"], number(r["selection_mean"]), number(r["tuning_mean"]), count(r["env_steps"]), verdict or r["summary"])
        cells.append(row)
    return table(("candidate", "selection", "tuning", "steps", "what it is"), cells, ".rrr.")


def result_rows(result: Result) -> list[tuple[str, str]]:
    held = held_out(result)
    rows = [
        ("best", f"{result.name}: {result.summary}"),
        ("mean return", f"{score(held)} on {held['episodes']:,} held-out episodes"),
        ("success rate", percent(held["success_rate"])),
        ("mean length", f"{number(held['mean_length'])} steps"),
        ("search", f"{result.env_steps:,} steps, {result.episodes:,} episodes, {result.seconds:.1f} s"),
        ("ended", reason_text(result.reason)),
    ]
    best = result.best_ever
    if best is not None and best["name"] != result.name:
        rows.insert(1, ("best ever", f"{best['name']}: {number(float(best['mean_return']))} in round {best['round']}"))
    if result.trouble:
        rows.append(("trouble", result.trouble))
    if held["faulty_episodes"]:
        rows.insert(2, ("faults", f"in {held['faulty_episodes']:,} episodes"))
    return rows


def reason_text(reason: str) -> str:
    from ppc.promptpo.report import REASONS

    return REASONS.get(reason, reason)


def rounds_table(run: Run) -> str:
    """The rounds of a model's run; empty for other runs."""
    from ppc.promptpo.report import rounds

    rows = [
        (
            str(r.number), f"{r.sound} of {r.candidates}", str(r.repairs), r.winner or "none", number(r.mean_return),
            number(r.best_ever), count(r.env_steps), f"{r.tokens:,}",
        )
        for r in rounds(run)
    ]  # fmt: skip
    head = ("round", "run", "repairs", "winner", "mean return", "best ever", "steps", "tokens")
    return table(head, rows, "rrr.rrrr") if rows else ""


def spent_rows(run: Run) -> list[tuple[str, str]]:
    """What the model took, where one was asked."""
    from ppc.promptpo.report import spending

    spent = spending(run)
    if spent is None:
        return []
    text = f"{spent.requests:,} requests, {spent.prompt_tokens:,} prompt and {spent.completion_tokens:,} completion tokens"
    return [("model", text if spent.dollars is None else f"{text}, {spent.dollars:.4g} USD")]


def render(run: Run) -> str:
    config, result = run.config, run.result
    rows = [("run", str(run.folder)), ("environment", f"{config.env_id}, seed {config.seed}"), ("status", run.status)]
    blocks = [pairs(rows + (result_rows(result) if result is not None else []) + spent_rows(run))]
    if told := rounds_table(run):
        blocks.append(told)
    if rows_found := rows_of(run):
        blocks.append(candidates_table(rows_found))
    if result is not None:
        blocks.append(safe_source(result.tuned_source))
    return "\n\n".join(blocks)


def safe_source(source: str) -> str:
    return "\n".join(safe(line) for line in source.rstrip("\n").split("\n"))
