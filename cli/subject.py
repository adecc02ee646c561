"""What a command works on: the best policy of a run, or a policy file, with its task."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ppc.cli.errors import CommandError, PolicyRejected, nothing_found

if TYPE_CHECKING:
    from ppc.compiler import CompiledPolicy, Signature
    from ppc.envs import Task
    from ppc.promptpo import Result, Run

JOURNAL = "journal.jsonl"
RUNS = "runs"
_LARGEST_SOURCE = 1 << 20  # bytes; the compiler's own limit is far below


@dataclass(frozen=True)
class Place:
    """Where the user says that the task is: ``--env``, ``--env-kwargs``, ``--task``, ``--obs-size``, ``--action``."""

    env_id: str | None = None
    env_kwargs: Mapping[str, Any] | None = None
    task_file: str | None = None
    obs_size: int | None = None
    action: str | None = None

    @property
    def names_a_task(self) -> bool:
        return self.env_id is not None or self.task_file is not None

    def task(self) -> Task:
        """Raises CommandError when no task is named, and what ``task_for`` raises."""
        from ppc.envs import task_for

        if not self.names_a_task:
            raise click.UsageError("a policy file needs a task: give --env ID or --task FILE")
        return task_for(self.env_id, dict(self.env_kwargs or {}), self.task_file)

    def bare_signature(self) -> Signature | None:
        """The signature of ``--obs-size`` and ``--action``; None when neither is given."""
        if self.obs_size is None and self.action is None:
            return None
        from ppc.compiler import Signature

        if self.names_a_task:
            raise click.UsageError("--obs-size and --action stand for a task: leave out --env and --task")
        if self.obs_size is None or self.action is None:
            raise click.UsageError("--obs-size and --action go together")
        try:
            return Signature(obs_size=self.obs_size, action=self.action)
        except ValueError as error:
            raise click.BadParameter(str(error), param_hint="--action") from None


@dataclass(frozen=True)
class Subject:
    """``label`` names it in output; ``task`` is None for a bare signature; ``result`` is a run's."""

    label: str
    policy: CompiledPolicy
    task: Task | None
    path: str
    run: Run | None = None
    result: Result | None = None

    @property
    def the_task(self) -> Task:
        assert self.task is not None
        return self.task


def load(argument: str | None, place: Place, *, simulate: bool = True) -> Subject:
    """The subject that ``argument`` names: a run's folder, a policy file, or (None) the latest run's best.

    ``simulate`` False: a run's task comes from its journal, so that its environment need not be installed.
    """
    if argument is not None and is_policy_file(argument):
        return load_policy_file(Path(argument), place)
    run = find_run(argument)
    if place.obs_size is not None or place.action is not None:
        raise click.UsageError("--obs-size and --action are for a policy file: a run knows its own")
    result = run.result
    if result is None:
        raise nothing_found(f"{run.folder} has no result yet: go on with {run.resume}")
    task = _task_of(run, place, simulate)
    policy = compile_for(result.source, task.signature(), f"{run.folder}/policy.py")
    return Subject(str(run.folder), policy.with_parameters(result.values), task, f"{run.folder}/policy.py", run, result)


def is_policy_file(argument: str) -> bool:
    return argument.endswith(".py") and not (Path(argument) / JOURNAL).exists()


def find_run(argument: str | None) -> Run:
    """The run in the folder ``argument``; None: the latest below ``runs/``."""
    from ppc.promptpo import Run, latest_run

    if argument is None:
        latest = latest_run(RUNS)
        if latest is None:
            raise CommandError(
                f"there is no run in {RUNS}/: make one with ppc optimize ENV, or name a run's folder or a policy file", "no_run"
            )
        return latest
    folder = Path(argument)
    if not folder.exists():
        raise CommandError(
            f"{argument!r} does not exist: name a run's folder (with {JOURNAL}) or a policy file (.py)", "missing"
        )
    if not folder.is_dir():
        raise CommandError(f"{argument} is neither a policy file (.py) nor a run's folder (with {JOURNAL})", "missing")
    if not (folder / JOURNAL).exists():
        raise CommandError(f"{argument} is not a run: it has no {JOURNAL}", "missing")
    return Run(folder)


def load_policy_file(path: Path, place: Place) -> Subject:
    source = read_policy(path)
    bare = place.bare_signature()
    task = place.task() if bare is None else None
    signature = bare if task is None else task.signature()
    assert signature is not None
    return Subject(str(path), compile_for(source, signature, str(path), identifier(path.stem)), task, str(path))


def read_policy(path: Path) -> str:
    """The text of a policy file. Raises CommandError naming what is wrong with it."""
    if path.is_dir():
        raise CommandError(f"{path} is a folder: name a policy file (.py)", "missing")
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST_SOURCE + 1)
    except FileNotFoundError:
        raise CommandError(f"there is no policy file {path}", "missing") from None
    except OSError as error:
        raise CommandError(f"the policy file {path} cannot be read: {error.strerror}", "missing") from None
    if len(content) > _LARGEST_SOURCE:
        raise CommandError(f"{path} is larger than any policy: more than {_LARGEST_SOURCE >> 20} MiB")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CommandError(
            f"{path} is not UTF-8 text (byte 0x{content[error.start]:02x} at offset {error.start}): save it as UTF-8"
        ) from None


def compile_for(source: str, signature: Signature, path: str, name: str | None = None) -> CompiledPolicy:
    """Compiles; a policy that does not is reported against ``path``."""
    from ppc.compiler import PolicyError, compile_policy

    try:
        return compile_policy(source, signature, name=name)
    except PolicyError as error:
        raise PolicyRejected(error, path) from None


def identifier(text: str) -> str:
    name = re.sub(r"\W", "_", text, flags=re.ASCII)
    return name if name.isidentifier() else f"policy_{name}"


def _task_of(run: Run, place: Place, simulate: bool) -> Task:
    """The task of ``run``, or of ``place`` where it names another one."""
    config = run.config
    if place.names_a_task:
        return place.task()
    if not simulate and place.env_kwargs is None:
        return journaled_task(run)
    kwargs = config.env_kwargs if place.env_kwargs is None else place.env_kwargs
    return Place(config.env_id, kwargs, config.task_file).task()


def journaled_task(run: Run) -> Task:
    """The task as the journal describes it: fields, actions, dt. It makes no environment."""
    from ppc.compiler import Box, Discrete
    from ppc.envs import Task

    known = run.task
    action = known["action"]
    try:
        return Task(
            env_id=known["env_id"],
            name=known["name"],
            observation=_fields(known["observation"]),
            action=Box(_fields(action["box"])) if "box" in action else Discrete(action["n"], tuple(action["choices"])),
            dt=known["dt"],
            safe_action=tuple(float(v) for v in known["safe_action"]) or None,
            horizon=known["horizon"],
            groups={str(name): (int(a), int(b)) for name, (a, b) in known.get("groups", {}).items()},
        )
    except (KeyError, TypeError, ValueError) as error:
        raise CommandError(f"the journal of {run.folder} does not describe its task: {error}", "journal") from None


def _fields(entries: Any) -> Any:
    from ppc.compiler import Field

    return tuple(Field(e["name"], e["unit"], float(e["low"]), float(e["high"]), e["meaning"], int(e["size"])) for e in entries)
