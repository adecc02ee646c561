"""Options that several commands share."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, TypeVar

import click

Function = TypeVar("Function", bound=Callable[..., Any])


def json_object(_ctx: click.Context, _param: click.Parameter, value: str | None) -> dict[str, Any] | None:
    """The value as a JSON object."""
    if value is None:
        return None
    try:
        found = json.loads(value)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise click.BadParameter(f"{value!r} is no JSON object: write something like '{{\"gravity\": 3.7}}'")
    return found


def seed(_ctx: click.Context, _param: click.Parameter, value: int | None) -> int | None:
    """The value, if it is one that Gymnasium takes."""
    if value is not None and not 0 <= value < 2**63:
        raise click.BadParameter(f"{value} is no whole number from 0 to 2**63 - 1")
    return value


def positive(_ctx: click.Context, _param: click.Parameter, value: float | None) -> float | None:
    """The value, if it is finite and above 0."""
    if value is not None and not 0.0 < value < float("inf"):
        raise click.BadParameter(f"{value:g} is no positive number")
    return value


def numbers(_ctx: click.Context, _param: click.Parameter, value: str | None) -> tuple[float, ...] | None:
    """The value as numbers that are separated by commas."""
    if value is None:
        return None
    try:
        return tuple(float(part) for part in value.split(","))
    except ValueError:
        raise click.BadParameter(f"{value!r} is no list of numbers: write one for each action element, like 0,0.5") from None


COUNT = click.IntRange(min=1)

as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object on stdout, and nothing else there.")
env = click.option("--env", "env_id", metavar="ID", help="A Gymnasium id, or module:Id-v0 for an environment of yours.")
env_kwargs = click.option(
    "--env-kwargs", callback=json_object, metavar="JSON", help="Keyword arguments of the environment, as a JSON object."
)
task_file = click.option(
    "--task", "task_file", metavar="FILE", help="A task file (task.toml) that says what the environment's spaces do not."
)
threads = click.option("--threads", type=COUNT, metavar="N", help="Threads; by default one a processor. Changes no result.")
force = click.option("--force", is_flag=True, help="Replace what is there.")
max_steps = click.option("--max-steps", type=COUNT, metavar="N", help="End with the best so far after N environment steps.")
max_seconds = click.option(
    "--max-seconds", type=float, callback=positive, metavar="S", help="End with the best so far after S seconds."
)


def task_options(function: Function) -> Function:
    """``--env``, ``--env-kwargs``, ``--task``."""
    return env(env_kwargs(task_file(function)))


def signature_options(function: Function) -> Function:
    """``--obs-size`` and ``--action``: a signature without a task."""
    size = click.option("--obs-size", type=COUNT, metavar="N", help="Without a task: numbers in an observation.")
    action = click.option(
        "--action", metavar="SPEC", help="Without a task: the action space, discrete:6, box:4 or box:4[-1,1]."
    )
    return size(action(function))
