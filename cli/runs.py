"""``ppc runs``: the runs in a folder."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ppc.cli import options
from ppc.cli.errors import CommandError
from ppc.cli.output import count, number, safe, table
from ppc.cli.session import emit, note
from ppc.cli.subject import JOURNAL, RUNS

if TYPE_CHECKING:
    from ppc.promptpo import Run


@click.command("runs")
@click.argument("folder", metavar="[DIR]", default=RUNS)
@options.as_json
def command(folder: str, as_json: bool) -> None:
    """List the runs in a folder.

    By default in runs/, the oldest first. A narrow terminal sees fewer columns; --json has all.
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
    click.echo(render([describe(r) for r in runs], _width()))


def _width() -> int | None:
    """Columns of the terminal; None where there is none, and lines may be as long as they like."""
    if "COLUMNS" in os.environ or sys.stdout.isatty():
        return shutil.get_terminal_size().columns
    return None


def describe(run: Run) -> dict[str, Any]:
    """A run in a few plain numbers; those of the result are None while there is none."""
    from ppc.promptpo.report import spending

    result, spent, model = run.result, spending(run), run.config.model
    return {
        "run": str(run.folder),
        "env": run.config.env_id,
        "seed": run.config.seed,
        "proposer": run.config.proposer,
        "model": None if model is None else model.model,
        "rounds": None if model is None else max((e.data["round"] for e in run.of_kind("verdict")), default=0),
        "status": run.status,
        "started": run.started,
        "reason": None if result is None else result.reason,
        "best": None if result is None else result.name,
        "mean_return": None if result is None else result.mean_return,
        "env_steps": None if result is None else result.env_steps,
        "seconds": run.seconds,
        "tokens": None if spent is None else spent.prompt_tokens + spent.completion_tokens,
        "dollars": None if spent is None else spent.dollars,
    }


COLUMNS = ("run", "environment", "seed", "by", "rounds", "ended", "mean return", "best", "steps", "tokens", "USD")
_LESS = ("best", "seed", "rounds", "steps", "tokens", "by", "USD", "environment", "ended")
"""What a narrow terminal leaves out, in this order."""


def render(documents: list[dict[str, Any]], width: int | None) -> str:
    """The table of the runs, in at most ``width`` columns as far as leaving columns out can do that."""
    rows = [_cells(d) for d in documents]
    # A column that no run has anything to say in says nothing.
    kept = [c for c in COLUMNS if c not in ("rounds", "tokens", "USD") or any(r[c] != "-" for r in rows)]
    for column in _LESS:
        if width is None or sum(max(len(cell) for cell in (c, *(r[c] for r in rows))) + 2 for c in kept) - 2 <= width:
            break
        kept = [c for c in kept if c != column]
    right = ("seed", "rounds", "mean return", "steps", "tokens", "USD")
    return table(kept, [[r[c] for c in kept] for r in rows], "".join("r" if c in right else "." for c in kept))


def _cells(d: dict[str, Any]) -> dict[str, str]:
    def told(value: Any, text: Callable[[Any], str] = str) -> str:
        return "-" if value is None else text(value)

    author = d["proposer"] if d["model"] is None else d["model"]
    return {
        "run": safe(d["run"]),
        "environment": safe(d["env"]),
        "seed": str(d["seed"]),
        "by": safe(author if d["proposer"] in ("llm", "templates") else f"{author} (replay)" if d["model"] else author),
        "rounds": told(d["rounds"]),
        "ended": d["reason"] if d["status"] == "finished" else d["status"],
        "mean return": number(d["mean_return"]),
        "best": d["best"] or "-",
        "steps": told(d["env_steps"], count),
        "tokens": told(d["tokens"], count),
        "USD": told(d["dollars"], lambda v: f"{v:.3g}"),
    }
