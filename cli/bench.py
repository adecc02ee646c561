"""``ppc bench``: how fast it is here."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ppc.cli import options
from ppc.cli.errors import CommandError
from ppc.cli.output import count, number, pairs
from ppc.cli.reference_policy import NAME, reference_policy
from ppc.cli.session import emit, note
from ppc.cli.subject import Place, Subject, compile_for, is_policy_file, load

if TYPE_CHECKING:
    from ppc.envs import Task


@click.command("bench")
@click.argument("what", metavar="[ENV|RUN|POLICY.py]", required=False)
@options.task_options
@click.option(
    "--seconds", type=float, callback=options.positive, default=1.0, metavar="S", help="Time for each rate, 1 by default."
)
@click.option("--threads", type=options.COUNT, default=1, metavar="N", help="Threads of the compiled engine, 1 by default.")
@options.as_json
def command(
    what: str | None,
    env_id: str | None,
    env_kwargs: dict[str, Any] | None,
    task_file: str | None,
    seconds: float,
    threads: int,
    as_json: bool,
) -> None:
    """Measure steps a second beside Gymnasium, and the latency of a call.

    Takes an environment (with a built-in linear policy), a run's best (by default the latest run's), or a policy file with
    --env. Both engines run the same policy from the same seeds; a hash of the trajectory and the actions' histogram show
    that the work was done. Where they exist, lanes are timed too, and what all processors gain (or --threads of them). A
    call's latency is its median and the 99.9th percentile, from compiled code and from Python.
    """
    from ppc.envs.throughput import measure

    subject = _subject(what, Place(env_id, env_kwargs, task_file))
    if not as_json:
        note(f"measuring {subject.label} on {subject.the_task.env_id} …")
    document = measure(subject.the_task, subject.policy, name=subject.label, seconds=seconds, threads=threads)
    if as_json:
        emit(document)
    else:
        click.echo(render(document))


def _subject(what: str | None, place: Place) -> Subject:
    if what is None and not place.names_a_task:
        return load(None, place)
    if what is not None and (is_policy_file(what) or Path(what).exists()):
        return load(what, place)
    if what is not None:
        if place.names_a_task:
            raise click.UsageError(f"{what!r} is no run and no policy file, so an environment: leave out --env and --task")
        place = Place(what, place.env_kwargs)
    task = _task(what, place)
    signature = task.signature()
    policy = compile_for(reference_policy(signature), signature, f"{NAME}.py", NAME.replace("-", "_"))
    return Subject(NAME, policy, task, f"{NAME}.py")


def _task(what: str | None, place: Place) -> Task:
    from ppc.envs import UnknownEnvironment

    try:
        return place.task()
    except UnknownEnvironment as error:
        if what is None or ":" in what or error.matches:
            raise
        message = f"{what!r} is no environment, no run's folder and no policy file: ppc envs lists environments"
        raise CommandError(message, "unknown_environment", matches=[]) from None


def render(document: dict[str, Any]) -> str:
    """The figures as text."""
    calls = document["call_ns"]
    lanes, threaded = document["lanes_steps_per_s"], document["threaded"]
    rows = [
        ("environment", f"{document['env']} ({document['engine']} engine, threads: {document['threads']})"),
        ("policy", document["policy"]),
        ("ppc", f"{count(document['steps_per_s'])} steps/s"),
        ("Gymnasium", f"{count(document['gymnasium_steps_per_s'])} steps/s, one environment in Python, the same policy"),
        ("ratio", f"{number(document['ratio_gymnasium'], 4)} ×"),
        ("lanes", "none for this task or policy" if lanes is None else f"{count(lanes)} steps/s, for tuning and screening"),
        ("threads", _threads(threaded)),
        ("call, compiled", _call(calls["c_median"], calls["c_p999"])),
        ("call, Python", _call(calls["python_median"], calls["python_p999"])),
        ("trajectory", f"{document['trajectory_hash'][:16]}, {_same(document)}"),
        ("mean return", number(document["mean_return"])),
        ("actions", _histogram(document["action_histogram"])),
    ]
    return pairs(rows)


def _threads(found: dict[str, Any] | None) -> str:
    if found is None:
        return "one: there is one processor, or Python steps the environment"
    return f"{found['threads']}: {count(found['steps_per_s'])} steps/s, {number(found['gain'], 3)} × one thread"


def _call(median: float, p999: float | None) -> str:
    tail = "not measured" if p999 is None else f"{p999:.0f} ns"
    return f"{median:.0f} ns median, {tail} p99.9"


def _same(document: dict[str, Any]) -> str:
    return "equal to Gymnasium's bit for bit" if document["gymnasium_hash_equal"] else "not equal to Gymnasium's"


def _histogram(histogram: dict[str, Any]) -> str:
    lines = []
    for name, value in histogram.items():
        if isinstance(value, dict):
            lines.append(f"{name} {number(value['low'])} … {number(value['high'])}: {' '.join(map(str, value['counts']))}")
        else:
            lines.append(f"{name}: {value}")
    if all(not isinstance(v, dict) for v in histogram.values()):
        return ", ".join(lines)
    return "\n".join(lines[:8] + ([f"… and {len(lines) - 8} more"] if len(lines) > 8 else []))
