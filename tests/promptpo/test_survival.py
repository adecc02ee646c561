"""Tuning that goes without the survival bonus at first.."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from fake import SMALL, FakeEvaluator, FakePolicy, FakeResult, fake_parameters, fake_seeds

from ppc.promptpo.config import OptimizeError
from ppc.promptpo.tune import Survival, _Rewards, tune_policy

SOURCE = "class Policy:\n    def __init__(self):\n        self.g = [0.01]\n"


class Standing(FakeEvaluator):
    """A hill of 10 for standing still at 0 whose top is all bonus, and one of 15 around 3 that pays for moving."""

    def __init__(self) -> None:
        super().__init__(1)

    def evaluate(self, parameters: Any, seeds: Sequence[int], mode: str = "exact") -> FakeResult:
        r = super().evaluate(parameters, seeds)
        x = np.asarray(parameters)[:, 0]
        falls = np.abs(x) > 0.1
        moving = np.maximum(0.0, 15.0 - 4.0 * np.abs(x - 3.0))
        r.lengths = np.where(falls, 1, 10)[:, None] * np.ones(r.returns.shape, dtype=np.int64)
        r.terminated = falls[:, None] & np.ones(r.returns.shape, dtype=bool)
        r.returns = (moving + r.lengths[:, 0] - falls)[:, None] - 0.001 * np.abs(x)[:, None] + np.zeros(r.returns.shape)
        return r


def tuned(survival: Survival | None) -> float:
    parameters = fake_parameters(SOURCE)
    policy = FakePolicy(SOURCE, parameters, np.array([p.value for p in parameters]))
    r = tune_policy(policy, Standing(), budget=replace(SMALL, patience=1), seeds=fake_seeds(), survival=survival)
    return r.held_out.mean_return


def test_a_withheld_bonus_is_paid_for_steps_that_do_not_end_the_episode() -> None:
    rewards = _Rewards(Standing())
    points, seeds = np.array([[0.0], [3.0]]), range(2)
    paid = rewards.evaluate(points, seeds).returns
    rewards.withheld = 1.0
    withheld = rewards.evaluate(points, seeds).returns
    assert (paid - withheld).tolist() == [[10.0, 10.0], [0.0, 0.0]]


@pytest.mark.parametrize(("bonus", "share"), [(math.nan, 0.5), (1.0, 0.0), (1.0, 1.0)])
def test_senseless_bonuses_are_refused(bonus: float, share: float) -> None:
    with pytest.raises(OptimizeError, match="bonus"):
        Survival(bonus, share)


def test_scores_include_the_bonus_again() -> None:
    assert tuned(Survival(1.0, 0.5)) >= tuned(None) - 1e-9
    assert tuned(None) >= 9.99
