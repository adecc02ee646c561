"""The numbers that tuning gave a candidate.

The journal holds what every evaluation answered, not which numbers were asked about: these follow from the search, which is
a deterministic program. So the search is run again over the journal's answers, up to the candidate's last one. No episode is
run and nothing is sent; each answer is checked to be one to the very numbers that come up again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ppc.promptpo.arena import Arena, Stop
from ppc.promptpo.candidate import Candidate
from ppc.promptpo.config import TUNE
from ppc.promptpo.engine import TaskEngine
from ppc.promptpo.evaluation import Evaluator, PopulationResult
from ppc.promptpo.ledger import Caps, Ledger
from ppc.promptpo.llm.replay import Recording
from ppc.promptpo.optimizer import caps_of, gymnasium_seeds
from ppc.promptpo.recorder import MemoryJournal, Recorder
from ppc.promptpo.rewrite import apply_parameters
from ppc.promptpo.run import Run
from ppc.promptpo.session import Context, SeedSource
from ppc.promptpo.tune import Tuning
from ppc.promptpo.tune_record import Record
from ppc.promptpo.tuning import Tuner

if TYPE_CHECKING:
    from ppc.promptpo.session import Session

TUNING = ("explore", "generation", "duel", "comparison")
"""Evaluations by which a tuner's incumbent changes."""


@dataclass(frozen=True)
class Tuned:
    """``values`` [P] of the parameters ``labels``, which were ``before``. ``source`` is the program with them, ``mean`` their
    latest score on seeds that were new to them, over ``episodes``; NaN where the run's result says it better."""

    labels: tuple[str, ...]
    before: NDArray[np.float64]
    values: NDArray[np.float64]
    source: str
    mean: float
    episodes: int


def tuned(run: Run, found: Candidate) -> Tuned | None:
    """The tuned numbers of ``found`` in ``run``; None where it was not tuned: refused, not come to, or the method does not.

    Raises JournalError when this version of ppc searches otherwise than the one that wrote the journal, and what making the
    task raises.
    """
    result = run.result
    if found.verdict != "runs" or not found.of_kind(*TUNING):
        return None
    config = run.config
    with _Reader.named(config.env_id or None, config.env_kwargs, config.task_file, 1) as engine:
        if found.result and result is not None:
            policy = engine.compile(result.source, found.name)
            labels = tuple(p.label for p in policy.parameters)
            return Tuned(labels, policy.default_parameters, result.values, result.tuned_source, float("nan"), 0)
        return _searched(run, found, engine)


def _searched(run: Run, found: Candidate, engine: _Reader) -> Tuned | None:
    config, last = run.config, max(e.seq for e in run.of_kind(*TUNING) if found.name in e.key.split("/"))
    engine.describe_as(run.task)
    journal = MemoryJournal()
    journal.events = list(run.events)
    seeds = gymnasium_seeds(config.seed)
    arena = Arena(_Rereading(journal, last), Ledger(caps_of(config)), seeds.training, horizon=engine.horizon)
    again = _tuning if config.proposer == TUNE else _session
    tuner, source = again(run, found, engine, arena, seeds)
    if tuner is None or tuner.best is None:
        return None
    values = tuner.coordinates.values(tuner.best.x)[0]
    parameters = tuner.policy.parameters
    text = apply_parameters(source, parameters, [float(v) for v in values])
    labels = tuple(p.label for p in parameters)
    return Tuned(labels, tuner.policy.default_parameters, values, text, tuner.best.mean, tuner.best.episodes)


def _tuning(run: Run, found: Candidate, engine: _Reader, arena: Arena, seeds: SeedSource) -> tuple[Tuner | None, str]:
    """The tuner of ``ppc tune`` as it was after the last answer, and the policy's text."""
    record = Record(run.events, run.folder)
    arena.ledger.caps = Caps(record.max_steps)
    policy = engine.compile(record.source, found.name)
    tuning = Tuning(policy, engine.open(policy), arena, record, seeds)
    with suppress(_Read, Stop):
        tuning.search()
    return tuning.tuner, record.source


def _session(run: Run, found: Candidate, engine: _Reader, arena: Arena, seeds: SeedSource) -> tuple[Tuner | None, str]:
    """The tuner of the candidate ``found`` as it was after the last answer about it, and the candidate's text."""
    config = run.config
    fields = {
        "engine": engine, "arena": arena, "config": config, "budget": config.budget, "seeds": seeds, "success": engine.success,
        "announce": lambda _phase, _names: None,
    }  # fmt: skip
    session: Session = Recording(run.folder).source(config, engine.task)(Context("", lambda: False, fields))
    with suppress(_Read, Stop):
        session.search()
    tuner = next((t for t in session.tuners if t.name == found.name), None)
    return tuner, "" if tuner is None else session.proposals[found.name].source


class _Read(Exception):
    """All that was wanted of the journal has been read."""


class _Rereading(Recorder):
    """Answers from the journal alone, up to the question that follows on event ``last``."""

    def __init__(self, journal: MemoryJournal, last: int) -> None:
        super().__init__(journal, lambda: 0.0)
        self._last = last
        self._keys = {e.key: e.seq for e in journal.events if e.key}
        self._done = False

    def effect(self, kind: str, key: str, perform: Callable[[], Mapping[str, Any]], check: str | None = None) -> dict[str, Any]:
        if self._done or not self.known(key):
            raise _Read
        # Answers are asked for in the order in which they were written, but for replies, which came as they liked.
        self._done = self._keys[key] == self._last
        return super().effect(kind, key, perform, check)


class _Reader(TaskEngine):
    """Compiles to IR, which shows a policy's parameters, and can run nothing."""

    _native, _horizon = True, 1

    @staticmethod
    def named(
        env_id: str | None,
        env_kwargs: Mapping[str, Any] | None = None,
        task_file: str | None = None,
        threads: int | None = None,
    ) -> _Reader:
        from ppc.envs import task_for

        return _Reader(task_for(env_id, dict(env_kwargs or {}), task_file), threads)

    def describe_as(self, task: Mapping[str, Any]) -> None:
        """Takes from the journal what the engine of the run was like."""
        self._native, self._horizon = task["engine"] == "native", task["horizon"]

    @property
    def native(self) -> bool:
        return self._native

    @property
    def horizon(self) -> int | None:
        return self._horizon

    def open(self, policy: Any) -> Evaluator:
        return _Unable(self._native, self._horizon)

    def __enter__(self) -> _Reader:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@dataclass(frozen=True)
class _Unable:
    native: bool
    horizon: int | None
    lanes: bool = False

    def evaluate(self, parameters: object, seeds: object, mode: str = "exact") -> PopulationResult:
        raise AssertionError("what is read out of a journal is not run")
