"""Tunes the parameters of one policy that somebody wrote, starting from the numbers in its text."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ppc.promptpo.arena import Arena, Stop
from ppc.promptpo.budget import Budget, default_budget
from ppc.promptpo.config import OptimizeError
from ppc.promptpo.coordinates import Coordinates, own_scales
from ppc.promptpo.evaluation import Evaluator, Mode, Policy, PopulationResult
from ppc.promptpo.interrupt import Interrupt
from ppc.promptpo.journal import Event
from ppc.promptpo.ledger import Caps, Ledger
from ppc.promptpo.objective import WORST
from ppc.promptpo.optimizer import gymnasium_seeds
from ppc.promptpo.recorder import MemoryJournal, Recorder
from ppc.promptpo.rewrite import apply_parameters
from ppc.promptpo.selection import Finalist, HeldOut, held_out, select
from ppc.promptpo.session import SeedSource
from ppc.promptpo.tuning import Tuner

_SIGMA = 0.3
_SHARE = 0.2
"""Tuning one structure takes about this share of what searching among all takes."""


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


@dataclass(frozen=True)
class Survival:
    """A reward that pays ``bonus`` for each step that does not end the episode teaches to stand still. The first ``share``
    of tuning goes without it. Raises OptimizeError for a share outside of 0..1 and for a bonus that is not finite."""

    bonus: float
    share: float = 0.5

    def __post_init__(self) -> None:
        if not math.isfinite(self.bonus):
            raise OptimizeError(f"the survival bonus must be a finite number, not {self.bonus}")
        if not 0.0 < self.share < 1.0:
            raise OptimizeError(f"the share of tuning without the survival bonus must lie between 0 and 1, not {self.share:g}")


@dataclass
class _Rewards:
    """The episodes of an evaluator, with ``withheld`` less for each step that did not terminate."""

    inner: Evaluator
    withheld: float = 0.0

    @property
    def native(self) -> bool:
        return self.inner.native

    @property
    def horizon(self) -> int | None:
        return self.inner.horizon

    @property
    def lanes(self) -> bool:
        return self.inner.lanes

    def evaluate(self, parameters: NDArray[np.float64], seeds: Sequence[int], mode: Mode = "exact") -> PopulationResult:
        result = self.inner.evaluate(parameters, seeds, mode=mode)
        return result if self.withheld == 0.0 else _Less(result, self.withheld)


@dataclass(frozen=True)
class _Less:
    """``result`` without the bonus ``withheld``."""

    result: PopulationResult
    withheld: float

    @property
    def returns(self) -> NDArray[np.float64]:
        paid = np.asarray(self.lengths) - np.asarray(self.terminated).astype(np.int64)
        less: NDArray[np.float64] = np.asarray(self.result.returns) - self.withheld * paid
        return less

    @property
    def lengths(self) -> NDArray[np.int64]:
        return self.result.lengths

    @property
    def terminated(self) -> NDArray[np.bool_]:
        return self.result.terminated

    @property
    def truncated(self) -> NDArray[np.bool_]:
        return self.result.truncated

    @property
    def status(self) -> NDArray[np.int64]:
        return self.result.status

    @property
    def env_steps(self) -> int:
        return self.result.env_steps


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
) -> TuneResult:
    """CMA-ES from the policy's own numbers, each on the scale of its own size. ``progress`` is told the best mean return
    so far (less the ``survival`` bonus while that is withheld) and the steps made. Deterministic for a ``seed``;
    ``max_seconds`` and Ctrl-C end it with the best so far.

    Raises OptimizeError if the policy has no free parameter.
    """
    coordinates = Coordinates(policy.default_parameters, own_scales(policy.parameters))
    if not coordinates.size:
        raise OptimizeError("the policy has no number that may be tuned: write gains and thresholds as literals like 0.5")
    plan = budget or _shrunk(default_budget(evaluator.native))
    plan = plan.capped(max_steps)
    source = seeds or gymnasium_seeds(seed)
    ledger = Ledger(Caps(max_steps, max_seconds))
    tuners: list[Tuner] = []

    def on_event(_event: Event, _new: bool) -> None:
        if progress is not None and tuners:
            progress(tuners[0].mean, ledger.env_steps)

    recorder = Recorder(MemoryJournal(), lambda: ledger.seconds, on_event)
    with Interrupt() as interrupt:
        arena = Arena(recorder, ledger, source.training, lambda: interrupt.requested, evaluator.horizon)
        start = np.zeros(coordinates.size)
        rewards = _Rewards(evaluator)
        tuner = Tuner("policy", policy, coordinates, rewards, arena, plan, seed, start, _SIGMA)
        tuners.append(tuner)
        reason = "completed"
        try:
            if survival is not None:
                rewards.withheld = survival.bonus
                tuner.advance(int(survival.share * plan.total_steps))
                rewards.withheld = 0.0
                tuner.rejudge()
            tuner.advance(plan.total_steps)
        except Stop as stop:
            reason = stop.reason
        rewards.withheld = 0.0
        if tuner.perfect:
            reason = "perfect"
        elif reason == "completed" and ledger.spent:
            reason = "max_steps"
        selection = source.selection(0, plan.selection_episodes)
        own = np.asarray(policy.default_parameters, dtype=np.float64)
        users = Finalist(tuner, own, WORST, arena.measure("own/select", evaluator, own[None, :], selection).mean[0])
        best = select([tuner], arena, plan.finalists, selection, "select")[0]
        improved = best.selection_mean > users.selection_mean
        chosen = best if improved else users
        exam = source.held_out(plan.held_out_episodes)
        before = held_out(users, arena, exam, success, "own/held-out")
        final = held_out(chosen, arena, exam, success, "held-out") if improved else before
    values = chosen.values
    return TuneResult(
        values, apply_parameters(policy.source, policy.parameters, [float(v) for v in values]), before, final, improved,
        ledger.env_steps, reason,
    )  # fmt: skip


def _shrunk(budget: Budget) -> Budget:
    return replace(budget, total_steps=int(_SHARE * budget.total_steps))
