"""``ppc tune``: better numbers for a policy that somebody wrote."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ppc.cli import options
from ppc.cli.errors import CommandError
from ppc.cli.eval import processors
from ppc.cli.output import check_output, count, number, pairs, replacing, score, table
from ppc.cli.session import emit, note
from ppc.cli.show import reason_text
from ppc.cli.subject import Place, compile_for, identifier, load_policy_file, read_policy

if TYPE_CHECKING:
    from ppc.compiler import CompiledPolicy
    from ppc.envs import Task
    from ppc.promptpo import TuneResult
    from ppc.promptpo.selection import HeldOut
    from ppc.promptpo.tune_record import Record


@click.command("tune")
@click.argument("policy", metavar="[POLICY.py]", required=False)
@options.task_options
@click.option(
    "--out",
    metavar="RUN|FILE.py",
    help="The run's folder, by default a new one under runs/; or a file for the tuned policy, by default <name>_tuned.py "
    "beside the policy. A run's folder has the tuned policy as policy.py, and then no other file is written.",
)
@click.option(
    "--resume",
    is_flag=True,
    help="Go on with the tuning in --out, or the latest; start it if there is none; print it if done. What is not given is as "
    "it was. A --max-steps or --max-seconds greater than before goes on from where the tuning ended.",
)
@click.option("--seed", type=int, callback=options.seed, metavar="N", help="Seed of the search, 0 by default.")
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
    policy: str | None,
    env_id: str | None,
    env_kwargs: dict[str, Any] | None,
    task_file: str | None,
    out: str | None,
    resume: bool,
    seed: int | None,
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
    file itself is left alone. Both are scored on the same held-out episodes. Everything is kept in a run's folder: what was
    killed goes on with --resume and comes to the same end. Ctrl-C ends with the best so far, a second one at once.
    """
    from ppc.promptpo.survival import Survival
    from ppc.promptpo.tune_run import Request, find_tuning, tune_run

    if policy is None and not resume:
        raise click.UsageError("name a policy file (.py), or give --resume")
    if without_bonus is not None and survival_bonus is None:
        raise click.UsageError("--without-bonus says how long to do without a bonus: say how much with --survival-bonus")
    survival = None if survival_bonus is None else Survival(survival_bonus, 0.5 if without_bonus is None else without_bonus)
    file, run_out = (out, None) if out is not None and out.endswith(".py") else (None, out)
    if file is None and policy is not None and run_out is None:
        file = str(Path(policy).with_name(f"{Path(policy).stem}_tuned.py"))
    if policy is not None and not resume:
        read_policy(Path(policy))  # a misspelt name is the first thing to tell
    request = Request(
        env_id, env_kwargs, task_file, seed, max_steps, max_seconds, survival, Path(policy or "policy.py").name, file
    )
    folder, record = find_tuning(request, run_out, resume)
    if record is None:
        if policy is None:
            raise CommandError(
                f"there is no tuning to resume in {run_out or 'runs/'}: name a policy file and its task", "no_run"
            )
        subject = load_policy_file(Path(policy), Place(env_id, env_kwargs, task_file))
        compiled, task, label = subject.policy, subject.the_task, subject.label
    else:
        compiled, task = _recorded(record, folder, policy)
        label = record.policy
        file = file or record.out
    target = None if file is None else Path(file)
    if target is not None:
        # What this very tuning wrote when it was interrupted may be replaced by it.
        mine = record is not None and record.text is not None and target.is_file() and _holds(target, record.text)
        check_output(target, force or mine, "the tuned policy")
    from ppc.envs import why_not_compiled

    if reason := why_not_compiled(task):
        note(reason)
    began = None if quiet else _began
    progress = None if quiet else Ticker()
    folder, result = tune_run(
        folder, record, compiled, task, request, threads=threads or processors(), progress=progress, began=began
    )
    if target is not None:
        with replacing(target) as temporary:
            temporary.write_text(result.source, encoding="utf-8", newline="")
    document = describe(task, label, compiled, result, target or folder / "policy.py", folder)
    if as_json:
        emit(document)
    else:
        click.echo(render(document))
        if not result.improved:
            note("note: nothing was better than the numbers in the file; they were kept")
    if result.reason == "interrupted":
        note(f"note: go on with ppc tune --resume --out {shlex.quote(str(folder))}")


def _recorded(record: Record, folder: Path | None, policy: str | None) -> tuple[CompiledPolicy, Task]:
    """The policy and the task of a tuning that goes on. Raises CommandError if the file ``policy`` is another one."""
    if policy is not None and read_policy(Path(policy)) != record.source:
        raise CommandError(
            f"the tuning in {folder} began with another text than {policy} has: leave {policy} out to go on with its own text, "
            "or choose another --out"
        )
    config = record.config
    task = Place(config.env_id, config.env_kwargs, config.task_file).task()
    return compile_for(record.source, task.signature(), record.policy, identifier(Path(record.policy).stem)), task


def _holds(path: Path, text: str) -> bool:
    return path.read_bytes() == text.encode()


def _began(folder: Path) -> None:
    note(f"run {folder}: if this is killed, ppc tune --resume --out {shlex.quote(str(folder))} goes on")


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


def describe(task: Task, label: str, policy: CompiledPolicy, result: TuneResult, target: Path, folder: Path) -> dict[str, Any]:
    return {
        "env": task.env_id,
        "policy": label,
        "run": str(folder),
        "out": str(target),
        "improved": result.improved,
        "reason": result.reason,
        "env_steps": result.env_steps,
        "before": held_out(result.before),
        "after": held_out(result.held_out),
        "parameters": [
            {"name": p.name, "label": p.label, "line": p.span.line, "before": p.value, "after": float(v)}
            for p, v in zip(policy.parameters, result.values, strict=True)
        ],
    }


def render(document: dict[str, Any]) -> str:
    rows = [(p["label"], str(p["line"]), number(p["before"]), number(p["after"])) for p in document["parameters"]]
    facts = [
        ("before", score(document["before"])),
        ("after", f"{score(document['after'])} on {document['after']['episodes']:,} held-out episodes"),
        ("search", f"{document['env_steps']:,} steps"),
        ("ended", reason_text(document["reason"])),
        ("run", document["run"]),
        ("written", document["out"]),
    ]
    return f"{table(('parameter', 'line', 'before', 'after'), rows, '.rrr')}\n\n{pairs(facts)}"
