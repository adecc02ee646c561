"""``ppc runs``: the runs in a folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ppc.cli import options
from ppc.cli.errors import CommandError
from ppc.cli.output import count, number, table
from ppc.cli.session import emit, note
from ppc.cli.subject import JOURNAL, RUNS

if TYPE_CHECKING:
    from ppc.promptpo import Run


@click.command("runs")
@click.argument("folder", metavar="[DIR]", default=RUNS)
@options.as_json
def command(folder: str, as_json: bool) -> None:
    """List the runs in a folder.

    By default in runs/, the oldest first.
    """
    from ppc.promptpo import list_runs

    root = Path(folder)
    if root.exists() and not root.is_dir():
        raise CommandError(f"{folder} is a file: name a folder that holds runs")
    if not root.exists() and folder != RUNS:
        raise CommandError(f"there is no folder {folder}", "missing")
    runs = list_runs(root)
    readable = {r.folder for r in runs}
    damaged = [str(p.parent) for p in sorted(root.glob(f"*/{JOURNAL}")) if p.parent not in readable]
    if as_json:
        emit({"folder": folder, "runs": [describe(r) for r in runs], "damaged": damaged})
        return
    for path in damaged:
        note(f"note: the journal of {path} cannot be read: ppc show {path} says why")
    if not runs:
        note(f"There are no runs in {folder}: ppc optimize ENV makes one.")
        return
    rows = []
    for d in map(describe, runs):
        status = d["reason"] if d["status"] == "finished" else d["status"]
        rows.append(
            (d["run"], d["env"], str(d["seed"]), status, number(d["mean_return"]), d["best"] or "-", count(d["env_steps"] or 0))
        )
    click.echo(table(("run", "environment", "seed", "ended", "mean return", "best", "steps"), rows, "..r.r.r"))


def describe(run: Run) -> dict[str, Any]:
    """A run in a few plain numbers; those of the result are None while there is none."""
    result = run.result
    return {
        "run": str(run.folder),
        "env": run.config.env_id,
        "seed": run.config.seed,
        "status": run.status,
        "started": run.started,
        "reason": None if result is None else result.reason,
        "best": None if result is None else result.name,
        "mean_return": None if result is None else result.mean_return,
        "env_steps": None if result is None else result.env_steps,
        "seconds": run.seconds,
    }
