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
from ppc.promptpo.config import TUNE, Config, OptimizeError, start_event
from ppc.promptpo.evaluation import Engine
from ppc.promptpo.interrupt import Interrupt
from ppc.promptpo.journal import JOURNAL, Event, Journal, read_events
from ppc.promptpo.ledger import Caps, Ledger, Prices
from ppc.promptpo.llm.method import METHODS, Method
from ppc.promptpo.llm.settings import ModelSettings
from ppc.promptpo.publish import publish
from ppc.promptpo.recorder import Recorder
from ppc.promptpo.run import Result, latest_run, result_of
from ppc.promptpo.session import RESUMABLE, Context, SeedSource, Session, Source

RUNS = Path("runs")
REPLAY = "replay:"


@dataclass(frozen=True)
class Progress:
    """State of a live run. ``structure`` is being evaluated; ``best_mean`` is tuning's own estimate, not the final score.

    ``place`` is the round where there are any; ``candidates`` and ``failed`` count verdicts; ``tokens`` and ``dollars`` are
    what the endpoint has counted (None: no prices given), ``requests`` those that were answered.
    """

    phase: str
    structure: str
    best_name: str
    best_mean: float
    env_steps: int
    planned_steps: int
    episodes: int
    seconds: float
    replaying: bool
    place: str = ""
    candidates: int = 0
    failed: int = 0
    requests: int = 0
    tokens: int = 0
    dollars: float | None = None


def optimize(
    env_id: str | None,
    *,
    seed: int = 0,
    out: Path | str | None = None,
    max_steps: int | None = None,
    max_seconds: float | None = None,
    resume: bool = False,
    proposer: str | None = None,
    llm: ModelSettings | str | None = None,
    method: Method | str = "default",
    reveal_dynamics: bool = False,
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
    a task file. ``proposer``: "templates" (the default, no network), "llm" (the default with ``llm``, a model's name or
    settings, by ``method``), or "replay:RUN", which runs the journal of RUN again without a network. Nothing is sent without
    ``llm``. Raises OptimizeError, JournalError, EndpointError, or what opening the task raises.
    """
    task_file = None if task is None else str(task)
    model = ModelSettings(llm) if isinstance(llm, str) else llm
    kind = proposer or ("templates" if model is None else "llm")
    request = Config(
        env_id or "", seed, kind, max_steps, max_seconds, dict(env_kwargs or {}), task_file, budget, model,
        None if model is None else (METHODS[method] if isinstance(method, str) else method), reveal_dynamics,
    )  # fmt: skip
    if kind.startswith(REPLAY):
        request = replayed(request)
        env_id = request.env_id
    check_request(request)
    folder, existing = run_folder(env_id, out, resume)
    if existing:
        config = Config.from_json(existing[0].data["config"])
        if env_id and env_id != config.env_id:
            raise OptimizeError(f"{folder} is a run of {config.env_id}, not of {env_id}: choose another --out")
        assert folder is not None
        if config.proposer == TUNE:
            raise OptimizeError(f"{folder} holds a tuning: go on with ppc tune --resume --out {folder}")
        if existing[-1].kind == "finished":
            return result_of(folder, existing)
    elif not env_id and not task_file:
        raise OptimizeError(f"there is no run to resume in {out or RUNS}: name an environment")
    else:
        config = request
    if config.proposer == "llm" and config.model is not None:
        from ppc.promptpo.llm.endpoint import OpenAIEndpoint

        OpenAIEndpoint(config.model).check_key()  # before there is a folder
    from ppc.promptpo.engine import TaskEngine

    with closing(TaskEngine.named(config.env_id or None, config.env_kwargs, config.task_file, threads)) as engine:
        description = engine.describe()
        if not existing:
            config = replace(config, env_id=engine.task.env_id)
        if folder is None:  # only now: a misspelt environment must not leave a folder behind
            folder = new_folder(config.env_id)
        source = make_source(config, engine)
        return run_session(
            folder, config, engine, source, gymnasium_seeds(config.seed), progress, task=description, success=engine.success
        )


def check_request(config: Config) -> None:
    if config.max_steps is not None and config.max_steps < 1:
        raise OptimizeError(f"--max-steps must be at least 1, not {config.max_steps}")
    if config.max_seconds is not None and not config.max_seconds > 0:
        raise OptimizeError(f"--max-seconds must be positive, not {config.max_seconds}")
    if config.seed < 0:
        raise OptimizeError(f"--seed must not be negative: {config.seed}")
    kind = config.proposer
    if kind not in ("templates", "llm") and not kind.startswith(REPLAY):
        raise OptimizeError(f"there is no proposer {kind!r}; known: templates, llm, replay:RUN")
    if kind == "llm" and config.model is None:
        raise OptimizeError("the llm proposer needs a model: give --llm MODEL")
    if config.model is not None:
        from ppc.promptpo.llm.check import check_settings

        if kind == "templates":
            raise OptimizeError("--llm and --proposer templates contradict each other: leave one out")
        check_settings(config.model)
    if config.method is not None and min(config.method.rounds, config.method.candidates, config.method.episodes) < 1:
        raise OptimizeError("--rounds, --candidates and --episodes must be at least 1")


def replayed(request: Config) -> Config:
    """The configuration of a run that repeats the one that ``request.proposer`` names."""
    recorded = Path(request.proposer.removeprefix(REPLAY))
    config = Config.from_json(read_events(recorded)[0].data["config"])
    if request.env_id and request.env_id != config.env_id:
        raise OptimizeError(f"{recorded} is a run of {config.env_id}, not of {request.env_id}")
    if config.proposer == TUNE:
        raise OptimizeError(f"{recorded} holds a tuning, which asked nobody for policies: there is nothing to replay")
    kind = config.proposer if config.proposer.startswith(REPLAY) else f"{REPLAY}{recorded.resolve()}"
    return replace(config, proposer=kind)


def make_source(config: Config, engine: Any) -> Source:
    """Where the candidates of a run come from."""
    if config.proposer.startswith(REPLAY):
        from ppc.promptpo.llm.replay import Recording

        return Recording(Path(config.proposer.removeprefix(REPLAY))).source(config, engine.task)
    if config.proposer == "llm":
        from ppc.promptpo.llm.source import ModelSource, connect

        assert config.model is not None and config.method is not None
        return ModelSource(engine.task, config.model, config.method, connect, config.reveal_dynamics)
    from ppc.promptpo.structures import structures
    from ppc.promptpo.templates import TemplatesProposer

    return structures(TemplatesProposer())


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
    source: Source,
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
            budget = (config.budget or default_budget(engine.native, engine.horizon)).capped(config.max_steps)
            config = replace(config, budget=budget)
            now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
            started = start_event(config, task, now)
            journal.append("start", started)
        else:
            started = journal.events[0].data
            config = Config.from_json(journal.events[0].data["config"])
        assert config.budget is not None
        ledger = Ledger(caps_of(config), earlier_seconds=_seconds(journal.events), prices=_prices(config))
        watcher = _Watcher(progress, ledger, config.budget.total_steps, on_event)
        recorder = Recorder(journal, lambda: ledger.seconds, watcher.see)
        watcher.recorder = recorder
        arena = Arena(recorder, ledger, seeds.training, lambda: interrupt.requested, engine.horizon)
        fields = {
            "engine": engine, "arena": arena, "config": config, "budget": config.budget, "seeds": seeds, "success": success,
            "announce": watcher.announce, "interruptions": sum(e.kind == "interrupted" for e in journal.events),
        }  # fmt: skip
        session = source(Context(str(started.get("id", "")), lambda: interrupt.requested, fields))
        watcher.session = session
        result = session.run()
        recorder.tell("interrupted" if result["reason"] in RESUMABLE else "finished", result)
    publish(folder)
    return result_of(folder, read_events(folder))


def caps_of(config: Config) -> Caps:
    model = config.model
    return Caps(
        config.max_steps, config.max_seconds,
        max_usd=None if model is None else model.max_usd, max_tokens=None if model is None else model.max_tokens,
    )  # fmt: skip


def _prices(config: Config) -> Prices | None:
    model = config.model
    if model is None or model.price_in is None or model.price_out is None:
        return None
    return Prices(model.price_in, model.price_out)


class _Watcher:
    """Turns events into progress reports."""

    def __init__(
        self, progress: Callable[[Progress], None] | None, ledger: Ledger, planned: int,
        on_event: Callable[[Event, bool], None] | None,
    ) -> None:  # fmt: skip
        self._progress, self._ledger, self._planned, self._on_event = progress, ledger, planned, on_event
        self._phase = ""
        self._verdicts = self._failed = 0
        self.session: Session | None = None
        self.recorder: Recorder | None = None

    def announce(self, phase: str, _names: object) -> None:
        self._phase = phase
        self._report("")

    def see(self, event: Event, new: bool) -> None:
        if self._on_event is not None:
            self._on_event(event, new)
        if event.kind == "verdict":
            self._verdicts += 1
            self._failed += event.data["error"] is not None
        if event.key:
            self._report(event.key.split("/")[0])

    def _report(self, structure: str) -> None:
        if self._progress is None or self.session is None or self.recorder is None:
            return
        best = max(self.session.tuners, key=lambda t: t.mean, default=None)
        name, mean = (best.name, best.mean) if best is not None and best.best is not None else ("", float("-inf"))
        self._progress(
            Progress(
                self._phase,
                structure,
                name,
                mean,
                self._ledger.env_steps,
                self._planned,
                self._ledger.episodes,
                self._ledger.seconds,
                self.recorder.replaying,
                self.session.place,
                self._verdicts,
                self._failed,
                self._ledger.requests,
                self._ledger.tokens,
                self._ledger.dollars,
            )
        )


def _seconds(events: list[Event]) -> float:
    """Seconds that earlier sessions took, as far as they were written down."""
    return max((float(e.data.get("seconds", 0.0)) for e in events), default=0.0)


def run_folder(
    env_id: str | None, out: Path | str | None, resume: bool, tuning: bool = False
) -> tuple[Path | None, list[Event]]:
    """The run's folder (None: a new one under ``runs/``) and the events that it already holds. Without ``out`` the latest
    run is resumed, or the latest ``tuning``. Raises OptimizeError for a folder that is not to be used, and JournalError."""
    if out is None and resume:
        latest = latest_run(RUNS, env_id, tuning)
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


def new_folder(env_id: str) -> Path:
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
