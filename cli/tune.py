"""``ppc tune``: better numbers for a policy that somebody wrote."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ppc.cli import options
from ppc.cli.eval import processors
from ppc.cli.output import check_output, count, number, pairs, replacing, score, table
from ppc.cli.session import emit, note
from ppc.cli.show import reason_text
from ppc.cli.subject import Place, Subject, load_policy_file

if TYPE_CHECKING:
    from ppc.promptpo import TuneResult
    from ppc.promptpo.selection import HeldOut


@click.command("tune")
@click.argument("policy", metavar="POLICY.py")
@options.task_options
@click.option("--out", metavar="FILE", help="Where to write the tuned policy; by default <name>_tuned.py beside it.")
@click.option("--seed", type=int, callback=options.seed, default=0, metavar="N", help="Seed of the search, 0 by default.")
@options.max_steps
@options.max_seconds
@click.option(
    "--survival-bonus",
    type=float,
    callback=options.positive,
    metavar="B",
    help="What the reward pays for each step that does not end the episode: the first part of tuning goes without it.",
)
@click.option(
    "--without-bonus",
    type=click.FloatRange(0.0, 1.0, min_open=True, max_open=True),
    metavar="SHARE",
    help="The share of the steps that --survival-bonus is withheld for, 0.5 by default.",
)
@options.threads
@options.force
@click.option("--quiet", is_flag=True, help="Show no progress.")
@options.as_json
def command(
    policy: str,
    env_id: str | None,
    env_kwargs: dict[str, Any] | None,
    task_file: str | None,
    out: str | None,
    seed: int,
    max_steps: int | None,
    max_seconds: float | None,
    survival_bonus: float | None,
    without_bonus: float | None,
    threads: int | None,
    force: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Tune the numbers in a policy's text.

    Starts from the numbers in the file, each on the scale of its own size, and writes the same text with better ones; the
    file itself is left alone. Both are scored on the same held-out episodes. Ctrl-C ends with the best so far.
    """
    from ppc.envs import open_evaluator
    from ppc.promptpo import tune_policy
    from ppc.promptpo.tune import Survival

    if without_bonus is not None and survival_bonus is None:
        raise click.UsageError("--without-bonus says how long to do without a bonus: say how much with --survival-bonus")
    survival = None if survival_bonus is None else Survival(survival_bonus, 0.5 if without_bonus is None else without_bonus)
    path = Path(policy)
    target = Path(out) if out is not None else path.with_name(f"{path.stem}_tuned.py")
    subject = load_policy_file(path, Place(env_id, env_kwargs, task_file))
    check_output(target, force, "the tuned policy")
    task = subject.the_task
    with open_evaluator(task, subject.policy, threads or processors()) as evaluator:
        result = tune_policy(
            subject.policy,
            evaluator,
            seed=seed,
            max_steps=max_steps,
            max_seconds=max_seconds,
            success=None if task.success is None else task.success.of,
            survival=survival,
            progress=None if quiet else Ticker(),
        )
    with replacing(target) as temporary:
        temporary.write_text(result.source, encoding="utf-8", newline="")
    document = describe(subject, result, target)
    if as_json:
        emit(document)
        return
    click.echo(render(document))
    if not result.improved:
        note("note: nothing was better than the numbers in the file; they were kept")


class Ticker:
    """A line whenever the best improves by something that shows."""

    def __init__(self) -> None:
        self._shown = ""

    def __call__(self, mean: float, env_steps: int) -> None:
        text = number(mean, 4)
        if text == self._shown or text == "-":
            return
        self._shown = text
        note(f"best {text} after {count(env_steps)} steps")


def held_out(held: HeldOut) -> dict[str, Any]:
    return {
        "episodes": held.episodes,
        "mean_return": held.mean_return,
        "ci95": list(held.ci95),
        "success_rate": held.success_rate,
        "mean_length": held.mean_length,
        "faulty_episodes": held.faulty,
    }


def describe(subject: Subject, result: TuneResult, target: Path) -> dict[str, Any]:
    return {
        "env": subject.the_task.env_id,
        "policy": subject.label,
        "out": str(target),
        "improved": result.improved,
        "reason": result.reason,
        "env_steps": result.env_steps,
        "before": held_out(result.before),
        "after": held_out(result.held_out),
        "parameters": [
            {"name": p.name, "label": p.label, "line": p.span.line, "before": p.value, "after": float(v)}
            for p, v in zip(subject.policy.parameters, result.values, strict=True)
        ],
    }


def render(document: dict[str, Any]) -> str:
    rows = [(p["label"], str(p["line"]), number(p["before"]), number(p["after"])) for p in document["parameters"]]
    facts = [
        ("before", score(document["before"])),
        ("after", f"{score(document['after'])} on {document['after']['episodes']:,} held-out episodes"),
        ("search", f"{document['env_steps']:,} steps"),
        ("ended", reason_text(document["reason"])),
        ("written", document["out"]),
    ]
    return f"{table(('parameter', 'line', 'before', 'after'), rows, '.rrr')}\n\n{pairs(facts)}"
