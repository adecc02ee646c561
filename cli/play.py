"""``ppc play``: episodes to look at."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ppc.cli import options
from ppc.cli.errors import INTERNAL, CommandError
from ppc.cli.eval import seeds_of
from ppc.cli.output import check_output, number, table
from ppc.cli.session import emit, note
from ppc.cli.subject import Place, Subject, load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ppc.envs import Task
    from ppc.envs.bridge import Bridge


@click.command("play")
@click.argument("policy", metavar="[RUN|POLICY.py]", required=False)
@options.task_options
@click.option("--render", is_flag=True, help="Show the environment's own window.")
@click.option("--video", metavar="F.mp4", help="Film the episodes.")
@click.option("--csv", "csv_file", metavar="F", help="Log time, observation, action, reward and status of every step.")
@click.option("--episodes", type=options.COUNT, default=1, metavar="N", help="Episodes, 1 by default.")
@click.option("--seed", type=int, callback=options.seed, metavar="N", help="First seed; by default the evaluation seeds.")
@options.force
@options.as_json
def command(
    policy: str | None,
    env_id: str | None,
    env_kwargs: dict[str, Any] | None,
    task_file: str | None,
    render: bool,
    video: str | None,
    csv_file: str | None,
    episodes: int,
    seed: int | None,
    force: bool,
    as_json: bool,
) -> None:
    """Watch a policy, film it, or log its steps.

    Takes a run's best, by default the latest run's, or a policy file with --env. Without --render, --video and --csv it
    prints a line an episode.

    The log has the columns time (k dt in seconds, or the step where dt is unknown), the observation's fields, the action's
    fields, reward, and status (names of the step's faults, or nothing); several episodes add a column episode at the end.
    """
    if sum(map(bool, (render, video, csv_file))) > 1:
        raise click.UsageError("choose one of --render, --video and --csv")
    for path in (video, csv_file):
        if path:
            check_output(Path(path), force, "the film" if video else "the log")
    if video:
        from ppc.cli.video import check_format

        check_format(Path(video))
    subject = load(policy, Place(env_id, env_kwargs, task_file))
    seeds = seeds_of(seed, episodes)
    if render or video:
        rows = _watch(subject, seeds, Path(video) if video else None)
    else:
        rows = _roll(subject, seeds, Path(csv_file) if csv_file else None)
    written = video or csv_file
    if as_json:
        emit({"env": subject.the_task.env_id, "policy": subject.label, "episodes": rows, "written": written})
        return
    click.echo(_table(rows))
    if written:
        note(f"written: {written}")


def _roll(subject: Subject, seeds: Sequence[int], path: Path | None) -> list[dict[str, Any]]:
    """Episodes through the fastest engine, logged where there is a ``path``."""
    from ppc.envs import rollout

    result = rollout(subject.the_task, subject.policy, seeds=seeds, record=path is not None)
    if path is not None:
        from ppc.cli.steplog import write_log

        write_log(path, subject, result)
    columns = (result.seeds, result.returns, result.lengths, result.terminated, result.truncated, result.status)
    return [_row(*values) for values in zip(*columns, strict=True)]


def _watch(subject: Subject, seeds: Sequence[int], film: Path | None) -> list[dict[str, Any]]:
    """Episodes through Gymnasium, in its window or on film."""
    from ppc.envs import EnvironmentFailed
    from ppc.envs.bridge import Bridge, Stepper

    native = subject.policy.native()
    constants = native.constants(subject.policy.pinned)
    rows = []
    mode = "human" if film is None else "rgb_array"
    try:
        with Bridge(subject.the_task, render_mode=mode) as bridge, _recording(film, bridge, subject.the_task):
            for seed in seeds:
                e = bridge.episode(Stepper(native), constants, seed)
                rows.append(_row(seed, e.total, e.length, e.terminated, e.truncated, e.status))
    except EnvironmentFailed as error:
        raise _explained(error) from error.__cause__
    return rows


def _recording(film: Path | None, bridge: Bridge, task: Task) -> contextlib.AbstractContextManager[None]:
    if film is None:
        return contextlib.nullcontext()
    from ppc.cli.video import filming

    return filming(film, bridge, task)


def _explained(error: Exception) -> Exception:
    """Gymnasium's complaint about a missing pygame as one line with what to do."""
    cause = error.__cause__
    if "pygame" in str(cause).lower() and type(cause).__name__ in ("DependencyNotInstalled", "ModuleNotFoundError"):
        hint = "pip install 'policy-compiler[classic]'"
        return CommandError(f"this environment is drawn with pygame, which is missing: {hint}", "missing_package", INTERNAL)
    return error


def _row(seed: Any, total: Any, length: Any, terminated: Any, truncated: Any, status: Any) -> dict[str, Any]:
    from ppc.compiler.faults import names

    return {
        "seed": int(seed),
        "return": float(total),
        "length": int(length),
        "terminated": bool(terminated),
        "truncated": bool(truncated),
        "faults": names(int(status)),
    }


def _table(rows: list[dict[str, Any]]) -> str:
    cells = [
        (
            str(r["seed"]),
            number(r["return"]),
            str(r["length"]),
            "terminated" if r["terminated"] else "truncated",
            ", ".join(r["faults"]) or "none",
        )
        for r in rows
    ]
    return table(("seed", "return", "steps", "end", "faults"), cells, "rrr..")
