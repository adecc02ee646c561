"""The front door: starts, resumes or reads an optimisation run."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ppc.promptpo.arena import Arena
from ppc.promptpo.budget import Budget, default_budget
from ppc.promptpo.config import Config, OptimizeError, start_event
from ppc.promptpo.evaluation import Engine
from ppc.promptpo.interrupt import Interrupt
from ppc.promptpo.journal import JOURNAL, Event, Journal, read_events
from ppc.promptpo.ledger import Caps, Ledger
from ppc.promptpo.proposer import Proposer
from ppc.promptpo.publish import publish
from ppc.promptpo.recorder import Recorder
from ppc.promptpo.run import Result, latest_run, result_of
from ppc.promptpo.session import SeedSource, Session
from ppc.promptpo.structures import StructureSearch

RUNS = Path("runs")


@dataclass(frozen=True)
class Progress:
    """State of a live run. ``structure`` is being evaluated; ``best_mean`` is tuning's own estimate, not the final score."""

    phase: str
    structure: str
    best_name: str
    best_mean: float
    env_steps: int
    planned_steps: int
    episodes: int
    seconds: float
    replaying: bool


def optimize(
    env_id: str | None,
    *,
    seed: int = 0,
    out: Path | str | None = None,
    max_steps: int | None = None,
    max_seconds: float | None = None,
    resume: bool = False,
    proposer: str = "templates",
    threads: int | None = None,
    progress: Callable[[Progress], None] | None = None,
    env_kwargs: Mapping[str, Any] | None = None,
    task: Path | str | None = None,
    budget: Budget | None = None,
) -> Result:
    """Searches a policy for ``env_id`` and answers the best, scored on held-out seeds; the run lies in the folder ``out``.

    The same ``seed`` gives the same result whatever ``threads`` is and however often the run is killed and resumed.
    ``resume`` goes on with the run in ``out`` (default: the latest), starts it if there is none, and only reads it if it is
    finished; the configuration is then the journal's. ``max_steps`` and ``max_seconds`` end the run with the best so far,
    as the first Ctrl-C does; ``max_steps`` is never passed by the search, the final scoring comes on top of it. ``task`` is
    a task file. Raises OptimizeError, JournalError, or what opening the task raises.
    """
    task_file = None if task is None else str(task)
    request = Config(env_id or "", seed, proposer, max_steps, max_seconds, dict(env_kwargs or {}), task_file, budget)
    check_request(request)
    folder, existing = _folder(env_id, out, resume)
    if existing:
        config = Config.from_json(existing[0].data["config"])
        if env_id and env_id != config.env_id:
            raise OptimizeError(f"{folder} is a run of {config.env_id}, not of {env_id}: choose another --out")
        assert folder is not None
        if existing[-1].kind == "finished":
            return result_of(folder, existing)
    elif not env_id and not task_file:
        raise OptimizeError(f"there is no run to resume in {out or RUNS}: name an environment")
    else:
        config = request
    from ppc.promptpo.engine import TaskEngine

    with closing(TaskEngine.named(config.env_id or None, config.env_kwargs, config.task_file, threads)) as engine:
        description = engine.describe()
        if not existing:
            config = replace(config, env_id=engine.task.env_id)
        if folder is None:  # only now: a misspelt environment must not leave a folder behind
            folder = _new_folder(config.env_id)
        return run_session(
            folder, config, engine, make_proposer(config.proposer), gymnasium_seeds(config.seed), progress,
            task=description, success=engine.success,
        )  # fmt: skip


def check_request(config: Config) -> None:
    if config.max_steps is not None and config.max_steps < 1:
        raise OptimizeError(f"--max-steps must be at least 1, not {config.max_steps}")
    if config.max_seconds is not None and not config.max_seconds > 0:
        raise OptimizeError(f"--max-seconds must be positive, not {config.max_seconds}")
    if config.seed < 0:
        raise OptimizeError(f"--seed must not be negative: {config.seed}")
    make_proposer(config.proposer)


def make_proposer(name: str) -> Proposer:
    if name != "templates":
        raise OptimizeError(f"there is no proposer {name!r}; known: templates")
    from ppc.promptpo.templates import TemplatesProposer

    return TemplatesProposer()


def gymnasium_seeds(seed: int) -> SeedSource:
    """The ranges of ``ppc.envs.seeds``; probing takes the far end of the training range."""
    from ppc.envs import seeds

    return SeedSource(
        lambda start, count: seeds.training_seeds(seed, 900_000_000 + start, count),
        lambda start, count: seeds.training_seeds(seed, start, count),
        lambda start, count: seeds.selection_seeds(seed, start, count),
        lambda count: seeds.held_out_seeds(seed, count),
    )


def run_session(
    folder: Path,
    config: Config,
    engine: Engine,
    proposer: Proposer,
    seeds: SeedSource,
    progress: Callable[[Progress], None] | None = None,
    *,
    task: Mapping[str, Any],
    success: Callable[[float, bool], bool] | None = None,
    on_event: Callable[[Event, bool], None] | None = None,
) -> Result:
    """Runs or resumes the journal in ``folder`` against any engine; ``config`` counts only for a new run."""
    with Journal(folder) as journal, Interrupt() as interrupt:
        if not journal.events:
            budget = (config.budget or default_budget(engine.native)).capped(config.max_steps)
            config = replace(config, budget=budget)
            started = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
            journal.append("start", start_event(config, task, started))
        else:
            config = Config.from_json(journal.events[0].data["config"])
        assert config.budget is not None
        ledger = Ledger(Caps(config.max_steps, config.max_seconds), earlier_seconds=_seconds(journal.events))
        watcher = _Watcher(progress, ledger, config.budget.total_steps, on_event)
        recorder = Recorder(journal, lambda: ledger.seconds, watcher.see)
        watcher.recorder = recorder
        arena = Arena(recorder, ledger, seeds.training, lambda: interrupt.requested, engine.horizon)
        interruptions = sum(e.kind == "interrupted" for e in journal.events)
        session = StructureSearch(
            engine, arena, config, config.budget, seeds, success, watcher.announce, interruptions, proposer=proposer
        )
        watcher.session = session
        result = session.run()
        recorder.tell("interrupted" if result["reason"] == "interrupted" else "finished", result)
    publish(folder)
    return result_of(folder, read_events(folder))


class _Watcher:
    """Turns events into progress reports."""

    def __init__(
        self, progress: Callable[[Progress], None] | None, ledger: Ledger, planned: int,
        on_event: Callable[[Event, bool], None] | None,
    ) -> None:  # fmt: skip
        self._progress, self._ledger, self._planned, self._on_event = progress, ledger, planned, on_event
        self._phase = ""
        self.session: Session | None = None
        self.recorder: Recorder | None = None

    def announce(self, phase: str, _names: object) -> None:
        self._phase = phase
        self._report("")

    def see(self, event: Event, new: bool) -> None:
        if self._on_event is not None:
            self._on_event(event, new)
        if event.key:
            self._report(event.key.split("/")[0])

    def _report(self, structure: str) -> None:
        if self._progress is None or self.session is None or self.recorder is None:
            return
        best = max(self.session.tuners, key=lambda t: t.mean, default=None)
        name, mean = (best.name, best.mean) if best is not None and best.best is not None else ("", float("-inf"))
        self._progress(
            Progress(
                self._phase, structure, name, mean, self._ledger.env_steps, self._planned, self._ledger.episodes,
                self._ledger.seconds, self.recorder.replaying,
            )
        )


def _seconds(events: list[Event]) -> float:
    """Seconds that earlier sessions took, as far as they were written down."""
    return max((float(e.data.get("seconds", 0.0)) for e in events), default=0.0)


def _folder(env_id: str | None, out: Path | str | None, resume: bool) -> tuple[Path | None, list[Event]]:
    """The run's folder (None: a new one under ``runs/``) and the events that it already holds."""
    if out is None and resume:
        latest = latest_run(RUNS, env_id)
        if latest is not None:
            return latest.folder, read_events(latest.folder)
    if out is None:
        return None, []
    folder = Path(out)
    if folder.exists() and not folder.is_dir():
        raise OptimizeError(f"{folder} is a file: choose another --out")
    if (folder / JOURNAL).exists():
        events = read_events(folder)
        if not events:  # killed before the first line was whole
            return folder, []
        if not resume:
            raise OptimizeError(f"{folder} already holds a run: go on with --resume, or choose another --out")
        return folder, events
    if folder.is_dir() and any(p.name != "journal.lock" for p in folder.iterdir()):
        raise OptimizeError(f"{folder} holds other files: choose another --out")
    return folder, []


def _new_folder(env_id: str) -> Path:
    """``runs/<env>-<n>`` with the first free number, made so that no other process takes it."""
    slug = "".join(c if c.isalnum() else "-" for c in env_id.lower()).strip("-") or "run"
    number = 1
    while True:
        folder = RUNS / f"{slug}-{number}"
        try:
            folder.mkdir(parents=True)
        except FileExistsError:
            number += 1
        except OSError as e:
            raise OptimizeError(f"cannot make the run folder {folder}: {e.strerror}; choose another with --out") from None
        else:
            return folder
