"""``ppc optimize``: the search."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ppc.cli import options
from ppc.cli.errors import nothing_found
from ppc.cli.output import paint, pairs
from ppc.cli.session import emit, note
from ppc.cli.show import candidates_table, outcome, result_rows, rows_of
from ppc.cli.subject import RUNS

if TYPE_CHECKING:
    from ppc.promptpo import Result, Run


@click.command("optimize")
@click.argument("env_id", metavar="[ENV]", required=False)
@click.option("--seed", type=int, callback=options.seed, default=0, metavar="N", help="Seed of the search, 0 by default.")
@click.option("--out", metavar="RUN", help="The run's folder; by default a new one under runs/.")
@options.max_steps
@options.max_seconds
@click.option(
    "--resume", is_flag=True, help="Go on with the run in --out, or the latest; start it if there is none; print it if done."
)
@options.threads
@options.env_kwargs
@options.task_file
@click.option("--quiet", is_flag=True, help="Show no progress.")
@options.as_json
def command(
    env_id: str | None,
    seed: int,
    out: str | None,
    max_steps: int | None,
    max_seconds: float | None,
    resume: bool,
    threads: int | None,
    env_kwargs: dict[str, Any] | None,
    task_file: str | None,
    quiet: bool,
    as_json: bool,
) -> None:
    """Search a policy for an environment and keep the best.

    ENV is a Gymnasium id, or module:Id-v0 for an environment of yours. Structures of controllers are instantiated for
    the task, their numbers tuned, the finalists compared on fresh episodes, and the best scored on held-out ones. Works
    without a network. Everything is kept in the run's folder; Ctrl-C ends with the best so far, a second one at once.
    """
    if env_id is None and task_file is None and not resume:
        raise click.UsageError("name an environment (ppc envs lists some), or give --task FILE, or --resume")
    from ppc.cli.progress import reporter
    from ppc.promptpo import OptimizeError, Run, optimize

    try:
        with reporter(quiet) as progress:
            result = optimize(
                env_id,
                seed=seed,
                out=out,
                max_steps=max_steps,
                max_seconds=max_seconds,
                resume=resume,
                threads=threads,
                progress=progress,
                env_kwargs=env_kwargs,
                task=task_file,
            )
    except OptimizeError as error:
        if progress.began:  # the request was sound
            raise nothing_found(str(error)) from None
        raise
    run = Run(result.folder)
    if as_json:
        emit(describe(run, result))
        return
    click.echo(render(run, result))
    _advise(result)


def describe(run: Run, result: Result) -> dict[str, Any]:
    return {
        "run": str(run.folder),
        "env": run.config.env_id,
        "seed": run.config.seed,
        "finished": result.finished,
        **outcome(result),
        "candidates": rows_of(run),
        "policy": str(run.folder / "policy.py"),
    }


def render(run: Run, result: Result) -> str:
    rows = [("environment", f"{run.config.env_id}, seed {run.config.seed}"), *result_rows(result), ("run", str(run.folder))]
    return f"{candidates_table(rows_of(run))}\n\n{pairs(rows)}"


def _advise(result: Result) -> None:
    """The next command; it names the run where the latest one would be another."""
    default = result.folder.parent == Path(RUNS)
    name = "" if default else shlex.quote(str(result.folder)) + " "
    note(f"\nNext: {paint(f'ppc export {name}--target numba', bold=True)}")
