"""Tunes the parameters of one policy that somebody wrote, starting from the numbers in its text.

Like every optimisation it is a deterministic program over a recorder: with a journal on disk it can be killed anywhere and
started again, and comes to the same end. What is evaluated at an end (the choice among the finalists, the scores) has keys
with the position of that end in the search, so that the search can go on from there and end again elsewhere.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ppc.promptpo.arena import Arena, Perfection, Stop
from ppc.promptpo.budget import Budget, default_budget
from ppc.promptpo.config import TUNE, Config, OptimizeError, start_event
from ppc.promptpo.coordinates import Coordinates, own_scales
from ppc.promptpo.evaluation import Evaluator, Policy
from ppc.promptpo.interrupt import Interrupt
from ppc.promptpo.journal import Event
from ppc.promptpo.ledger import Caps, Ledger
from ppc.promptpo.objective import WORST
from ppc.promptpo.optimizer import gymnasium_seeds
from ppc.promptpo.proposer import Proposal
from ppc.promptpo.recorder import WIND_UP, Log, MemoryJournal, Recorder
from ppc.promptpo.rewrite import apply_parameters
from ppc.promptpo.selection import Finalist, HeldOut, held_out, select
from ppc.promptpo.session import SeedSource
from ppc.promptpo.survival import Rewards, Survival
from ppc.promptpo.tune_record import About, Record
from ppc.promptpo.tuning import Tuner

NAME = "policy"
"""What a tuning calls its one candidate."""

_SIGMA = 0.3
_SHARE = 0.2
"""Tuning one structure takes about this share of what searching among all takes."""

__all__ = ["About", "Survival", "TuneResult", "Tuning", "check_tunable", "tune_policy"]


@dataclass(frozen=True)
class TuneResult:
    """``values`` [P] are the tuned parameters, ``source`` is the policy's text with them. ``before`` and ``held_out`` are
    the scores of the user's own numbers and of the tuned ones on the same held-out seeds. ``improved`` False: nothing was
    better on the selection seeds, and ``values`` are the user's own. ``reason`` as in a run's result."""

    values: NDArray[np.float64]
    source: str
    before: HeldOut
    held_out: HeldOut
    improved: bool
    env_steps: int
    reason: str

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> TuneResult:
        """From the data of the event that ends a tuning."""
        values = np.array([float(v) for v in data["values"]], dtype=np.float64)
        before, after = (HeldOut.from_json(data[k]) for k in ("before", "held_out"))
        return TuneResult(values, data["tuned_source"], before, after, data["improved"], data["env_steps"], data["reason"])


class Tuning:
    """The search for one policy's numbers under an arena, and its end. ``search`` is the same program for a new tuning, one
    that is resumed, and one whose journal is only read."""

    def __init__(self, policy: Policy, evaluator: Evaluator, arena: Arena, record: Record, seeds: SeedSource) -> None:
        self.policy = policy
        self._arena, self._record, self._seeds, self._evaluator = arena, record, seeds, evaluator
        self._rewards = Rewards(evaluator)
        self._checks = 0
        self._selected: dict[str, list[Finalist]] = {}
        coordinates = Coordinates(policy.default_parameters, own_scales(policy.parameters))
        start, seed = np.zeros(coordinates.size), record.config.seed
        self.tuner = Tuner(NAME, policy, coordinates, self._rewards, arena, record.budget, seed, start, _SIGMA)

    def search(self) -> None:
        """Tunes until the steps of the record are used, restarts no longer help, or no episode can return more. Raises
        Stop."""
        if self._record.survival is not None:
            self._without(self._record.survival)
        self.tuner.advance(self._record.steps)
        while self.tuner.perfect and not self._finalists()[0].perfect:
            # A few episodes in which nothing went wrong were no proof; other seeds may try the next candidate for it.
            self._checks += 1
            self.tuner.harden()
            self.tuner.advance(self._record.steps)

    def _without(self, survival: Survival) -> None:
        """The first part of a search, without the survival bonus."""
        try:
            self._rewards.withheld = survival.bonus
            # The schedule is the budget's, which stays what it was when the tuning began, however far it goes on.
            self.tuner.advance(int(survival.share * self._record.budget.total_steps))
        finally:
            self._rewards.withheld = 0.0
        self._arena.perfection = Perfection()  # it has seen another reward
        self.tuner.rejudge()

    @property
    def _selection(self) -> Sequence[int]:
        count = self._record.budget.selection_episodes
        return self._seeds.selection(self._checks * count, count)

    @property
    def _place(self) -> str:
        """Begins the keys of what is evaluated at this point of the search, and only if it ends here."""
        return f"{WIND_UP}{self.tuner.evaluations}/{self._checks}"

    def _finalists(self) -> list[Finalist]:
        """Best first. A search that ends because its best one is perfect has them already."""
        key = f"{self._place}/select"
        if key not in self._selected:
            found = select([self.tuner], self._arena, self._record.budget.finalists, self._selection, key)
            self._selected = {key: found}
        return self._selected[key]

    def finish(self, success: Callable[[float, bool], bool] | None) -> dict[str, Any]:
        """Chooses among the finalists and the user's own numbers, scores both on held-out seeds, and answers the data of the
        last event but the reason."""
        policy, arena, record = self.policy, self._arena, self._record
        own = np.asarray(policy.default_parameters, dtype=np.float64)
        scores = arena.measure(f"{WIND_UP}own/select/{self._checks}", self._evaluator, own[None, :], self._selection)
        users = Finalist(self.tuner, own, WORST, scores.mean[0])
        best = self._finalists()[0]
        improved = best.selection_mean > users.selection_mean
        chosen = best if improved else users
        exam = self._seeds.held_out(record.budget.held_out_episodes)
        before = held_out(users, arena, exam, success, f"{WIND_UP}own/held-out")
        final = held_out(chosen, arena, exam, success, f"{self._place}/held-out") if improved else before
        return {
            "name": NAME,
            **_told(record),
            "source": policy.source,
            "values": chosen.values.tolist(),
            "tuned_source": apply_parameters(policy.source, policy.parameters, [float(v) for v in chosen.values]),
            "selection_mean": chosen.selection_mean,
            "held_out": final.to_json(),
            "before": before.to_json(),
            "improved": improved,
            "env_steps": arena.ledger.env_steps,
            "episodes": arena.ledger.episodes,
        }


def check_tunable(policy: Policy) -> None:
    """Raises OptimizeError if ``policy`` has no free parameter."""
    if not np.any(own_scales(policy.parameters)):
        raise OptimizeError("the policy has no number that may be tuned: write gains and thresholds as literals like 0.5")


def tune_policy(
    policy: Policy,
    evaluator: Evaluator,
    *,
    seed: int = 0,
    max_steps: int | None = None,
    max_seconds: float | None = None,
    budget: Budget | None = None,
    success: Callable[[float, bool], bool] | None = None,
    progress: Callable[[float, int], None] | None = None,
    seeds: SeedSource | None = None,
    survival: Survival | None = None,
    journal: Log | None = None,
    about: About | None = None,
    on_event: Callable[[Event, bool], None] | None = None,
) -> TuneResult:
    """CMA-ES from the policy's own numbers, each on the scale of its own size. ``progress`` is told the best mean return
    so far (less the ``survival`` bonus while that is withheld) and the steps made. Deterministic for a ``seed``;
    ``max_seconds`` and Ctrl-C end it with the best so far.

    With a ``journal`` (``ppc.promptpo.journal.Journal(folder)``) everything is written down before it is acted on, and the
    same call goes on where an earlier one was killed or interrupted; one that was finished answers its result. ``max_steps``
    may then be greater than before, and the search goes on that far; ``max_seconds`` counts earlier calls. ``about`` is what
    the journal tells of the task. ``on_event`` sees every event, and whether it is new.

    Raises OptimizeError if the policy has no free parameter or the journal is one of another tuning, and JournalError.
    """
    check_tunable(policy)
    log = MemoryJournal() if journal is None else journal
    plan = budget or _shrunk(default_budget(evaluator.native, evaluator.horizon))
    if log.events:
        record = Record(log.events, log.path)
        # What was not asked for now is what was asked for then.
        record.check(policy.source, seed, None if budget is None else budget.capped(record.config.max_steps), survival)
    else:
        about = about or About()
        asked = Config(about.env_id, seed, TUNE, max_steps, max_seconds, about.env_kwargs, about.task_file)
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
        started = start_event(replace(asked, budget=plan.capped(max_steps)), about.task, now)
        record = Record([log.append("start", {**started, "tune": about.to_json(policy.source, survival)})], log.path)
    if raised := record.raised(max_steps, max_seconds):
        record = Record([*record.events, log.append("raised", raised)], log.path)
    if record.finished is not None:
        return TuneResult.from_json(record.finished)
    return _run(policy, evaluator, record, log, seeds or gymnasium_seeds(seed), success, progress, on_event)


def _run(
    policy: Policy, evaluator: Evaluator, record: Record, log: Log, seeds: SeedSource,
    success: Callable[[float, bool], bool] | None, progress: Callable[[float, int], None] | None,
    on_event: Callable[[Event, bool], None] | None,
) -> TuneResult:  # fmt: skip
    ledger = Ledger(Caps(record.max_steps), earlier_seconds=record.seconds)
    tuning: Tuning | None = None

    def see(event: Event, new: bool) -> None:
        if on_event is not None:
            on_event(event, new)
        if progress is not None and tuning is not None and new:
            progress(tuning.tuner.mean, ledger.env_steps)

    def late() -> bool:
        return record.max_seconds is not None and ledger.seconds >= record.max_seconds

    recorder = Recorder(log, lambda: ledger.seconds, see)
    _introduce(recorder, record)
    with Interrupt() as interrupt:
        # The clock stops a search as Ctrl-C does, between two evaluations that the journal does not hold yet.
        arena = Arena(recorder, ledger, seeds.training, lambda: interrupt.requested or late(), evaluator.horizon)
        tuning = Tuning(policy, evaluator, arena, record, seeds)
        reason = "completed"
        try:
            tuning.search()
        except Stop as stop:
            reason = "max_seconds" if stop.reason == "interrupted" and not interrupt.requested else stop.reason
        if tuning.tuner.perfect:
            reason = "perfect"
        elif reason == "completed" and ledger.spent:
            reason = "max_steps"
        data = {"reason": reason, **tuning.finish(success)}
    recorder.tell("interrupted" if reason == "interrupted" else "finished", data)
    return TuneResult.from_json(data)


def _introduce(recorder: Recorder, record: Record) -> None:
    """Journals the policy as runs do their candidates."""
    proposal = Proposal(NAME, record.source, **_told(record))
    recorder.effect("proposals", "round/0", lambda: {"proposals": [proposal.to_json()]})
    recorder.effect("verdict", f"verdict/{NAME}", lambda: {"name": NAME, "error": None})


def _told(record: Record) -> dict[str, Any]:
    """What is said of the candidate, for people and for exports."""
    return {"summary": f"the numbers of {record.policy}, tuned", "origin": {"proposer": TUNE, "policy": record.policy}}


def _shrunk(budget: Budget) -> Budget:
    return replace(budget, total_steps=int(_SHARE * budget.total_steps))
