"""``ppc envs``: what can be optimised here."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import click

from ppc.cli import options
from ppc.cli.output import number, table
from ppc.cli.session import emit, note

if TYPE_CHECKING:
    from ppc.envs import Task


@click.command("envs")
@click.option("--all", "every", is_flag=True, help="Also every id that Gymnasium knows here, stepped in Python.")
@options.as_json
def command(every: bool, as_json: bool) -> None:
    """List the environments.

    Those of the native engine run millions of steps a second; those of the mujoco engine as fast as MuJoCo itself, which
    must be installed. Any other Gymnasium id, or module:Id-v0 for an environment of yours, runs too, stepped in Python with
    the policy compiled.
    """
    from ppc.envs import list_gymnasium_ids, list_mujoco_tasks, list_tasks

    tasks = [*list_tasks(), *list_mujoco_tasks()]
    known = {t.env_id for t in tasks}
    others = [i for i in list_gymnasium_ids() if i not in known] if every else []
    if as_json:
        document: dict[str, Any] = {"environments": [describe(t) for t in tasks]}
        if every:
            document["gymnasium"] = others
        emit(document)
        return
    rows = [
        (t.env_id, d["engine"], str(t.obs_size), d["action"], number(t.dt), number(t.horizon))
        for t, d in zip(tasks, map(describe, tasks), strict=True)
    ]
    rows += [(i, "gymnasium", "", "", "", "") for i in others]
    click.echo(table(("environment", "engine", "obs", "action", "dt [s]", "horizon"), rows, "..r.rr"))
    if find_spec("mujoco") is None:
        note("Those of the mujoco engine need MuJoCo: pip install 'policy-compiler[mujoco]'")
    if not every:
        note("Any other Gymnasium id runs too, and module:Id-v0; --all lists what Gymnasium knows here.")


def describe(task: Task) -> dict[str, Any]:
    """A task as plain data."""
    from ppc.cli.check import action_text
    from ppc.envs import compiled_engine

    return {
        "env": task.env_id,
        "name": task.name,
        "engine": compiled_engine(task) or "gymnasium",
        "observation": [
            {"name": f.name, "size": f.size, "unit": f.unit, "low": f.low, "high": f.high, "meaning": f.meaning}
            for f in task.observation
        ],
        "action": action_text(task.action),
        "choices": list(getattr(task.action, "choices", ())),
        "dt": task.dt,
        "horizon": task.horizon,
        "success": None if task.success is None else {"threshold": task.success.threshold},
        "reward": task.reward_text,
        "description": task.description,
    }
