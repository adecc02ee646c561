"""``ppc compare``: policies against each other on the same episodes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from ppc.cli import options
from ppc.cli.errors import INPUT, INTERNAL, CommandError
from ppc.cli.named import Named, find, program_of
from ppc.cli.output import count, number, safe, table
from ppc.cli.session import emit, note
from ppc.cli.subject import Place, compile_for, identifier

if TYPE_CHECKING:
    from ppc.envs import Task
    from ppc.promptpo.compare import Episodes, Pair, Standing
    from ppc.promptpo.engine import TaskEngine

_ALGORITHMS = ("a2c", "ddpg", "dqn", "ppo", "sac", "td3")  # promptpo.sb3.ALGORITHMS, which --help must not load


@click.command("compare")
@click.argument("policies", metavar="A B [C …]", nargs=-1, required=True)
@options.task_options
@click.option("--episodes", type=options.COUNT, default=200, metavar="N", help="Episodes of each, 200 by default.")
@click.option("--algorithm", type=click.Choice(_ALGORITHMS), help="What made the sb3 models, where their zips do not say.")
@options.threads
@options.as_json
def command(
    policies: tuple[str, ...],
    env_id: str | None,
    env_kwargs: dict[str, Any] | None,
    task_file: str | None,
    episodes: int,
    algorithm: str | None,
    threads: int | None,
    as_json: bool,
) -> None:
    """Measure policies against each other on the same episodes.

    Each is a run (its result), a candidate as RUN:CANDIDATE, a policy file (.py), or sb3:FILE.zip, a model of
    Stable-Baselines3 (loading one runs the code that is pickled in it). All meet the same seeds, which no run has used, and
    every other one is compared with the first by the differences of paired returns. Files and models alone need --env.
    """
    if len(policies) < 2:
        raise click.UsageError("name at least two policies")
    found = [find(p, models=True) for p in policies]
    task = task_of(found, Place(env_id, env_kwargs, task_file))
    from ppc.promptpo.compare import comparison_seeds, pair, standing
    from ppc.promptpo.engine import TaskEngine

    try:
        seeds = comparison_seeds(episodes)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--episodes") from None
    with closing(TaskEngine(task, threads)) as engine:
        played = [_play(n, engine, seeds, algorithm) for n in found]
        success = engine.success
    standings = [standing(n.label, e, success, search_steps(n)) for n, e in zip(found, played, strict=True)]
    pairs = [pair(n.label, e, found[0].label, played[0]) for n, e in zip(found[1:], played[1:], strict=True)]
    if as_json:
        emit(describe(task, seeds, standings, pairs))
        return
    click.echo(render(task, seeds, standings, pairs))
    for s in standings:
        if s.faults:
            names = ", ".join(f"{name} in {n:,} episodes" for name, n in s.faults.items())
            note(f"note: {safe(s.label)} had faults: {names}")


def task_of(found: Sequence[Named], place: Place) -> Task:
    """The task that is named, or that all runs share. Raises CommandError where they do not."""
    runs = [n for n in found if n.run is not None]
    if place.names_a_task or not runs:
        if not place.names_a_task:
            raise click.UsageError("policy files and models need a task: give --env ID or --task FILE")
        return place.task()
    first, *others = [(n.label, n.run.config) for n in runs if n.run is not None]
    for label, config in others:
        mine, its = ((c.env_id, dict(c.env_kwargs), c.task_file) for c in (first[1], config))
        if mine != its:
            what = "another set-up of it" if mine[0] == its[0] else its[0]
            raise CommandError(f"{first[0]} is a run of {mine[0]}, {label} of {what}: say with --env where to compare them")
    config = first[1]
    kwargs = config.env_kwargs if place.env_kwargs is None else place.env_kwargs
    return Place(config.env_id, kwargs, config.task_file).task()


def _play(named: Named, engine: TaskEngine, seeds: Sequence[int], algorithm: str | None) -> Episodes:
    from ppc.promptpo.compare import play

    if not named.sb3:
        path = str(named.path) if named.path is not None else f"{named.label}/policy.py"
        policy = compile_for(program_of(named), engine.signature, path, identifier(named.label))
        return play(engine, policy, seeds)
    from ppc.promptpo import sb3

    assert named.path is not None
    try:
        model = sb3.load(named.path, algorithm)
        return sb3.play(model, engine.task, seeds, engine.horizon, named.label)
    except sb3.MissingBaselines as error:
        raise CommandError(str(error), "missing_package", INTERNAL) from None
    except sb3.ModelError as error:
        raise CommandError(str(error), "model", INPUT) from None


def search_steps(named: Named) -> int | None:
    """Env steps of the search that found it: a run's, up to the candidate's last score; a model's training."""
    if named.run is not None and named.candidate is None:
        return None if named.run.result is None else named.run.result.env_steps
    if named.candidate is not None:
        return named.candidate.run_steps
    if named.sb3 and named.path is not None:
        from ppc.promptpo.sb3 import facts, training_steps

        return training_steps(facts(named.path))
    return None


def describe(task: Task, seeds: range, standings: Sequence[Standing], pairs: Sequence[Pair]) -> dict[str, Any]:
    return {
        "env": task.env_id,
        "episodes": len(seeds),
        "seeds": [seeds.start, seeds.stop - 1],
        "policies": [{**asdict(s), "faults": dict(s.faults)} for s in standings],
        "differences": [{**asdict(p), "excludes_zero": p.excludes_zero, "verdict": p.verdict} for p in pairs],
    }


def render(task: Task, seeds: range, standings: Sequence[Standing], pairs: Sequence[Pair]) -> str:
    head = ("policy", "mean return", "95 % interval", "success", "worst", "faulty", "search steps")
    rows = [
        (
            safe(s.label), number(s.mean_return), _interval(s.ci95), "-" if s.success_rate is None else f"{s.success_rate:.1%}",
            number(s.worst), str(s.faulty), "-" if s.search_steps is None else count(s.search_steps),
        )
        for s in standings
    ]  # fmt: skip
    against = [(safe(p.label), number(p.mean), _interval(p.ci95), f"{p.won} : {p.tied} : {p.lost}", p.verdict) for p in pairs]
    head_of_pairs = (f"against {safe(pairs[0].against)}", "difference", "95 % interval", "won : tied : lost", "")
    title = f"{task.env_id}, {len(seeds):,} episodes each on the same seeds"
    return "\n\n".join([title, table(head, rows, ".rrrrrr"), table(head_of_pairs, against, ".rrr.")])


def _interval(ends: tuple[float, float] | None) -> str:
    if ends is None or not math.isfinite(ends[0]):
        return "-"
    return f"{number(ends[0])} to {number(ends[1])}"
