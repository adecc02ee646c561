"""``ppc eval``: the score of a policy."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import click

from ppc.cli import options
from ppc.cli.output import number, pairs, percent, score
from ppc.cli.session import emit, note
from ppc.cli.subject import Place, Subject, load

if TYPE_CHECKING:
    from ppc.envs import RolloutResult


@click.command("eval")
@click.argument("policy", metavar="[RUN|POLICY.py]", required=False)
@options.task_options
@click.option("--episodes", type=options.COUNT, default=100, metavar="N", help="Episodes, 100 by default.")
@click.option(
    "--seed",
    type=int,
    callback=options.seed,
    metavar="N",
    help="First seed; by default a fixed set that no optimisation draws from.",
)
@click.option(
    "--engine",
    type=click.Choice(["auto", "native", "mujoco", "gymnasium"]),
    default="auto",
    help="The compiled environment, or Gymnasium's own; auto takes the compiled one where there is one.",
)
@options.threads
@options.as_json
def command(
    policy: str | None,
    env_id: str | None,
    env_kwargs: dict[str, Any] | None,
    task_file: str | None,
    episodes: int,
    seed: int | None,
    engine: Any,
    threads: int | None,
    as_json: bool,
) -> None:
    """Score a policy on episodes that no optimisation has seen.

    Takes a run's best, by default the latest run's, or a policy file with --env. The same seeds give the same score,
    whatever the engine and the number of threads.
    """
    from ppc.envs import rollout, summary, why_not_compiled

    subject = load(policy, Place(env_id, env_kwargs, task_file))
    task = subject.the_task
    if engine == "auto" and (reason := why_not_compiled(task)):
        note(reason)
    result = rollout(task, subject.policy, seeds=seeds_of(seed, episodes), threads=threads or processors(), engine=engine)
    document = summary(result, task)
    document |= {
        "policy": subject.label,
        "engine": result.engine,
        "terminated": int(result.terminated.sum()),
        "truncated": int(result.truncated.sum()),
        "faults": faults_of(result),
    }
    if as_json:
        emit(document)
    else:
        click.echo(render(document, subject, result))


def seeds_of(seed: int | None, episodes: int) -> range:
    """``episodes`` seeds from ``seed`` on; None: the fixed ones of evaluation."""
    if seed is not None:
        if seed + episodes > 2**63:
            raise click.BadParameter("the seeds would pass 2**63 - 1", param_hint="--seed")
        return range(seed, seed + episodes)
    from ppc.envs import EVALUATION_SEEDS, evaluation_seeds

    if episodes > len(EVALUATION_SEEDS):
        raise click.BadParameter(f"there are {len(EVALUATION_SEEDS):,} evaluation seeds", param_hint="--episodes")
    return evaluation_seeds(episodes)


def processors() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def faults_of(result: RolloutResult) -> dict[str, int]:
    """In how many episodes each fault occurred; faults that did not are left out."""
    from ppc.compiler.faults import FAULTS

    counts = {f.name: int(((result.status & f.bit) != 0).sum()) for f in FAULTS.values()}
    return {name: n for name, n in counts.items() if n}


def render(document: dict[str, Any], subject: Subject, result: RolloutResult) -> str:
    rows = [
        ("policy", subject.label),
        ("environment", f"{document['env']} ({document['engine']} engine)"),
        ("episodes", f"{document['episodes']:,}"),
        ("mean return", score(document)),
        ("success rate", percent(document["success_rate"])),
        ("mean length", f"{number(document['mean_length'])} steps"),
        ("ends", f"{document['terminated']:,} terminated, {document['truncated']:,} truncated"),
        ("steps", f"{document['env_steps']:,}"),
    ]
    for name, n in document["faults"].items():
        rows.append(("fault", f"{name} in {n:,} of {document['episodes']:,} episodes"))
    if document["faults"] and (where := first_fault(subject, result)):
        rows.append(("first fault", where))
    if roomier := subject.policy.roomier(result.status.tolist()):
        rows.append(("more room", f"end the file with a line {roomier.splitlines()[-1]}"))
    return pairs(rows)


def first_fault(subject: Subject, result: RolloutResult) -> str:
    """Name and place of the first fault in the first faulty episode."""
    from ppc.compiler.faults import first_site

    for status in result.status.tolist():
        site = first_site(status)
        if site is not None and site < len(subject.policy.program.sites):
            found = subject.policy.program.sites[site]
            return f"{found.code} at {subject.path}:{found.span.line}:{found.span.column + 1}"
    return ""
