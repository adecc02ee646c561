"""``ppc optimize``: the search."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ppc.cli import options
from ppc.cli.chart import chart
from ppc.cli.defaults import from_file
from ppc.cli.errors import INTERNAL, CommandError, nothing_found
from ppc.cli.model_options import model_options, take
from ppc.cli.output import paint, pairs
from ppc.cli.session import emit, note
from ppc.cli.show import candidates_table, of_model, outcome, result_rows, rounds_table, rows_of, safe_source, spent_rows
from ppc.cli.subject import RUNS

if TYPE_CHECKING:
    from ppc.promptpo import Result, Run
    from ppc.promptpo.llm.method import Method
    from ppc.promptpo.llm.settings import ModelSettings


@click.command("optimize")
@click.argument("env_id", metavar="[ENV]", required=False)
@click.option("--seed", type=int, callback=options.seed, default=0, metavar="N", help="Seed of the search, 0 by default.")
@click.option("--out", metavar="RUN", help="The run's folder; by default a new one under runs/.")
@options.max_steps
@options.max_seconds
@model_options
@click.option("--proposer", metavar="KIND", help="templates (no network), llm, or replay:RUN to run a recorded run again.")
@click.option("--dry-run", is_flag=True, help="Print the prompts, the calls and their worst-case cost; send nothing.")
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
    proposer: str | None,
    dry_run: bool,
    resume: bool,
    threads: int | None,
    env_kwargs: dict[str, Any] | None,
    task_file: str | None,
    quiet: bool,
    as_json: bool,
    **about_model: Any,
) -> None:
    """Search a policy for an environment and keep the best.

    ENV is a Gymnasium id, or module:Id-v0 for an environment of yours. Structures of controllers are instantiated for
    the task, their numbers tuned, the finalists compared on fresh episodes, and the best scored on held-out ones. Works
    without a network; with --llm a model writes the structures, by PromptPO's method. Everything is kept in the run's folder;
    Ctrl-C ends with the best so far, a second one at once. Defaults of all options can stand in ppc.toml.
    """
    if about_model["llm"] is not None and proposer == "templates" and from_file("llm") != from_file("proposer"):
        # Of a model and --proposer templates, what the command line says goes before ppc.toml.
        if from_file("llm"):
            about_model["llm"] = None
        else:
            proposer = None
    replay = proposer is not None and proposer.startswith("replay:")
    if env_id is None and task_file is None and not resume and not replay:
        raise click.UsageError("name an environment (ppc envs lists some), or give --task FILE, or --resume")
    model, method, reveal = take(about_model)
    if dry_run:
        _dry_run(env_id, env_kwargs, task_file, model, method, reveal, as_json)
        return
    from ppc.cli.progress import reporter
    from ppc.promptpo import OptimizeError, Run, optimize

    if (env_id is not None or task_file is not None) and not resume:
        from ppc.envs import task_for, why_not_compiled

        if reason := why_not_compiled(task_for(env_id, env_kwargs or {}, task_file)):
            note(reason)
    try:
        with reporter(quiet) as progress:
            result = optimize(
                env_id,
                seed=seed,
                out=out,
                max_steps=max_steps,
                max_seconds=max_seconds,
                resume=resume,
                proposer=proposer,
                llm=model,
                method=method,
                reveal_dynamics=reveal,
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
    else:
        click.echo(render(run, result))
        _advise(result)
    if result.reason == "endpoint":
        raise CommandError(result.trouble, "endpoint", INTERNAL)


def describe(run: Run, result: Result) -> dict[str, Any]:
    return {
        "run": str(run.folder),
        "env": run.config.env_id,
        "seed": run.config.seed,
        "finished": result.finished,
        **outcome(result),
        **of_model(run),
        "candidates": rows_of(run),
        "policy": str(run.folder / "policy.py"),
    }


def render(run: Run, result: Result) -> str:
    from ppc.promptpo.report import curve

    rows = [
        ("environment", f"{run.config.env_id}, seed {run.config.seed}"),
        *result_rows(result),
        *spent_rows(run),
        ("run", str(run.folder)),
        ("policy", str(run.folder / "policy.py")),
    ]
    blocks = [
        rounds_table(run),
        candidates_table(rows_of(run)),
        chart(curve(run)),
        safe_source(result.tuned_source),
        pairs(rows),
    ]
    return "\n\n".join(b for b in blocks if b)


def _advise(result: Result) -> None:
    """The next command; it names the run where the latest one would be another."""
    default = result.folder.parent == Path(RUNS)
    name = "" if default else shlex.quote(str(result.folder)) + " "
    note(f"\nNext: {paint(f'ppc export {name}--target numba', bold=True)}")


def _dry_run(
    env_id: str | None, env_kwargs: dict[str, Any] | None, task_file: str | None, model: ModelSettings | None, method: Method,
    reveal: bool, as_json: bool,
) -> None:  # fmt: skip
    """Prints what a run with the model would send at first, and what it could cost at most."""
    if model is None:
        raise click.UsageError("--dry-run is about a model: name one with --llm MODEL")
    from ppc.envs import task_for
    from ppc.promptpo.llm.plan import plan
    from ppc.promptpo.llm.prompts import Prompts

    found = plan(Prompts(task_for(env_id, env_kwargs or {}, task_file), method, reveal, model), model, method)
    if as_json:
        emit(found.to_json())
        return
    for stage, messages in found.prompts.items():
        for message in messages:
            click.echo(f"{paint(f'--- {stage}, {message.role} ---', bold=True)}\n{message.content}\n")
    dollars = "unknown: give --price-in and --price-out" if found.dollars is None else f"{found.dollars:.2f} USD"
    rows = [
        ("model", model.model),
        ("endpoint", model.base_url or "the client's default"),
        ("calls", f"{found.calls}, with every repair {found.most_calls}"),
        ("worst case", f"{found.prompt_tokens:,} prompt and {found.completion_tokens:,} completion tokens"),
        ("cost at most", dollars),
        ("sent", "nothing"),
    ]
    click.echo(pairs(rows))
