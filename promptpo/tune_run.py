"""A tuning as a run: a folder with its journal, which can be killed anywhere and resumed, and what is published beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ppc.promptpo.config import OptimizeError
from ppc.promptpo.evaluation import Policy
from ppc.promptpo.journal import Event, Journal
from ppc.promptpo.optimizer import new_folder, run_folder
from ppc.promptpo.publish import POLICY, publish
from ppc.promptpo.survival import Survival
from ppc.promptpo.tune import About, TuneResult, check_tunable, tune_policy
from ppc.promptpo.tune_record import Record

if TYPE_CHECKING:
    from ppc.envs import Task


@dataclass(frozen=True)
class Request:
    """What is asked of a tuning. ``seed``, ``survival`` and the rest are those of ``tune_policy``; ``env_id``,
    ``env_kwargs`` and ``task_file`` name the task, ``policy`` the policy's file, ``out`` the file for the tuned text."""

    env_id: str | None
    env_kwargs: Mapping[str, Any] | None = None
    task_file: str | None = None
    seed: int | None = None
    max_steps: int | None = None
    max_seconds: float | None = None
    survival: Survival | None = None
    policy: str = "policy.py"
    out: str | None = None


def find_tuning(request: Request, folder: str | None, resume: bool) -> tuple[Path | None, Record | None]:
    """The tuning to go on with, and the folder of it or of a new one (None: still to be made under ``runs/``).

    Raises OptimizeError where a folder is not to be used, or ``request`` asks for something else than its journal, and
    JournalError.
    """
    found, events = run_folder(request.env_id, folder, resume, tuning=True)
    if found is None or not events:
        return found, None
    record = Record(events, found)
    _agree(request, record, found)
    return found, record


def _agree(request: Request, record: Record, folder: Path) -> None:
    """What is given must be what it was; what is not given is what it was."""
    config = record.config
    same = {
        "--env": (request.env_id, config.env_id),
        "--env-kwargs": (request.env_kwargs, dict(config.env_kwargs)),
        "--task": (request.task_file, config.task_file),
        "--seed": (request.seed, config.seed),
        "--survival-bonus": (request.survival, record.survival),
    }
    for option, (asked, then) in same.items():
        if asked is not None and asked != then:
            raise OptimizeError(f"{folder} is a tuning with another {option}: leave it out, or choose another --out")


def tune_run(
    folder: Path | None, record: Record | None, policy: Policy, task: Task, request: Request, *,
    threads: int | None = None, progress: Callable[[float, int], None] | None = None,
    began: Callable[[Path], None] | None = None, on_event: Callable[[Event, bool], None] | None = None,
) -> tuple[Path, TuneResult]:  # fmt: skip
    """Starts or resumes a tuning in ``folder``, as ``find_tuning`` found it; ``began`` is told the folder that is made for
    None. Beside the journal the folder gets what a run's has. Raises what ``tune_policy`` raises."""
    from ppc.promptpo.engine import TaskEngine

    if folder is not None and record is not None and (done := _done(request, record)) is not None:
        if not (folder / POLICY).exists():  # killed between the last event and its publication
            publish(folder)
        return folder, done
    check_tunable(policy)
    about = None
    with closing(TaskEngine(task, threads)) as engine:
        evaluator = engine.open(policy)
        if record is None:
            about = About(
                task.env_id, dict(request.env_kwargs or {}), request.task_file, engine.describe(), request.policy, request.out
            )
        if folder is None:  # only now: what cannot be tuned must not leave a folder behind
            folder = new_folder(task.env_id)
        if began is not None:
            began(folder)
        with Journal(folder) as journal:
            result = tune_policy(
                policy,
                evaluator,
                seed=(request.seed or 0) if record is None else record.config.seed,
                max_steps=request.max_steps,
                max_seconds=request.max_seconds,
                success=engine.success,
                progress=progress,
                survival=request.survival if record is None else record.survival,
                journal=journal,
                about=about,
                on_event=on_event,
            )
    publish(folder)
    return folder, result


def _done(request: Request, record: Record) -> TuneResult | None:
    """The result of a tuning that is finished, unless it may go further than before now."""
    further = record.raised(request.max_steps, request.max_seconds) is not None
    return None if record.finished is None or further else TuneResult.from_json(record.finished)
