"""Tuning that goes without the survival bonus at first."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from fake import SMALL, FakeEvaluator, FakeResult, fake_seeds

from ppc.compiler import compile_policy
from ppc.envs import open_evaluator, signature
from ppc.promptpo.arena import Arena
from ppc.promptpo.budget import STEPPED
from ppc.promptpo.config import OptimizeError
from ppc.promptpo.coordinates import Coordinates
from ppc.promptpo.ledger import Ledger
from ppc.promptpo.recorder import MemoryJournal, Recorder
from ppc.promptpo.survival import Rewards, Survival
from ppc.promptpo.tune import TuneResult, tune_policy
from ppc.promptpo.tuning import Tuner
from tests.promptpo.standing import HORIZON, RUNS

STANDING = "tests.promptpo.standing:Standing-v0"
STEPS = 60_000


class Falling(FakeEvaluator):
    """Who moves falls at the first step, who does not stands for ten."""

    def __init__(self) -> None:
        super().__init__(1)

    def evaluate(self, parameters: Any, seeds: Sequence[int], mode: str = "exact") -> FakeResult:
        r = super().evaluate(parameters, seeds)
        falls = (np.asarray(parameters)[:, 0] != 0.0)[:, None] & np.ones(r.returns.shape, dtype=bool)
        r.lengths, r.terminated = np.where(falls, 1, 10), falls
        return r


def test_a_withheld_bonus_is_paid_for_steps_that_do_not_end_the_episode() -> None:
    rewards = Rewards(Falling())
    points, seeds = np.array([[0.0], [3.0]]), range(2)
    paid = rewards.evaluate(points, seeds).returns
    rewards.withheld = 2.0
    withheld = rewards.evaluate(points, seeds).returns
    assert (paid - withheld).tolist() == [[20.0, 20.0], [0.0, 0.0]]


@pytest.mark.parametrize(("bonus", "share"), [(math.nan, 0.5), (1.0, 0.0), (1.0, 1.0)])
def test_senseless_bonuses_are_refused(bonus: float, share: float) -> None:
    with pytest.raises(OptimizeError, match="bonus"):
        Survival(bonus, share)


def tuned(survival: Survival | None, start: float = 0.1) -> TuneResult:
    """After at most STEPS steps from standing still. The search must not explore: it would jump over the fall by luck."""
    source = f"class Policy:\n    def act(self, obs):\n        return [{start}]\n"
    policy = compile_policy(source, signature(STANDING))
    budget = replace(
        STEPPED, total_steps=STEPS, episodes=2, duel_episodes=4, patience=2, selection_episodes=4, held_out_episodes=10
    )
    with open_evaluator(STANDING, policy, 1) as evaluator:
        return tune_policy(policy, evaluator, budget=budget, max_steps=STEPS, survival=survival)


def test_with_the_bonus_from_the_start_tuning_stands_still_and_without_it_at_first_it_runs() -> None:
    still, running = tuned(None), tuned(Survival(1.0, 0.5))
    final = STEPPED.finalists * 4 * HORIZON + 3 * 10 * HORIZON
    assert still.env_steps <= STEPS + final
    assert running.env_steps <= STEPS + final
    assert still.held_out.mean_length == HORIZON
    assert still.held_out.mean_return < 21.0, "the bonus of 20 steps and next to nothing for shuffling"
    assert still.values[0] < 0.15
    assert running.values[0] > 0.9
    # The score has the bonus again: 20 for staying up, and nearly 2 for each of the 20 steps.
    assert 56.0 < running.held_out.mean_return < 61.0


def test_when_the_bonus_counts_again_the_incumbent_is_judged_anew() -> None:
    policy = compile_policy("class Policy:\n    def act(self, obs):\n        return [0.1]\n", signature(STANDING))
    arena = Arena(Recorder(MemoryJournal(), lambda: 0.0), Ledger(), fake_seeds().training)
    rewards = Rewards(FakeEvaluator(1), 3.0)  # episodes of 10 steps, none of which terminates
    tuner = Tuner("t", policy, Coordinates(np.array([0.1]), np.ones(1)), rewards, arena, SMALL, 0)
    tuner.advance(6000)
    assert tuner.best is not None
    before = tuner.best.mean
    rewards.withheld = 0.0
    tuner.rejudge()
    assert tuner.best.mean == pytest.approx(before + 30.0, abs=1.0)
    assert all(former.mean == -math.inf for former in tuner.former), "scores without the bonus are not compared with these"


BALANCING = "class Policy:\n    def act(self, obs):\n        return 1 if 0.9 * obs[2] + 0.6 * obs[3] > 0 else 0\n"


@pytest.mark.parametrize(("most", "reason"), [(8_000_000, "perfect"), (1_000_000, "max_steps")])
def test_what_looks_perfect_must_stand_up_to_the_selection_seeds(most: int, reason: str) -> None:
    policy = compile_policy(BALANCING, signature("CartPole-v1"))
    with open_evaluator("CartPole-v1", policy, 1) as evaluator:
        result = tune_policy(policy, evaluator, max_steps=most, survival=Survival(0.5, 0.2))
    # Duels are short under the smaller cap: there a few lucky episodes look perfect, and are no reason to end.
    assert result.reason == reason
    assert (result.held_out.worst == 500.0) == (reason == "perfect")


def test_who_runs_already_keeps_running() -> None:
    assert tuned(Survival(1.0, 0.5), RUNS).held_out.mean_return > 56.0


@pytest.mark.parametrize(
    ("env_id", "bonus"),
    [
        ("Hopper-v5", 1.0), ("Walker2d-v5", 1.0), ("Ant-v5", 1.0), ("Humanoid-v5", 5.0), ("InvertedPendulum-v5", 1.0),
        ("InvertedDoublePendulum-v5", 10.0),
    ],
)  # fmt: skip
def test_what_is_withheld_is_what_mujocos_environments_pay_for_survival(env_id: str, bonus: float) -> None:
    pytest.importorskip("mujoco")
    import gymnasium

    env = gymnasium.make(env_id, max_episode_steps=200)
    assert isinstance(env.action_space, gymnasium.spaces.Box)
    action = np.array([0.02 * (i + 1) for i in range(env.action_space.shape[0])])
    source = f"class Policy:\n    def act(self, obs):\n        return {action.tolist()}\n"
    policy = compile_policy(source, signature(env_id))
    seeds, paid = range(3), []
    for seed in seeds:
        env.reset(seed=seed)
        total, over = 0.0, False
        while not over:
            _, _, terminated, truncated, info = env.step(action.astype(env.action_space.dtype))
            total, over = total + info["reward_survive"], terminated or truncated
        paid.append(total)
    env.close()
    with open_evaluator(env_id, policy, 1, horizon=200) as evaluator:
        rewards = Rewards(evaluator)
        result = rewards.evaluate(policy.default_parameters[None, :], seeds)
        whole = result.returns[0]
        rewards.withheld = bonus
        rest = rewards.evaluate(policy.default_parameters[None, :], seeds).returns[0]
    assert env_id == "Ant-v5" or result.terminated.all(), "the step that ends an episode is what this is about"
    assert (whole - rest).tolist() == pytest.approx(paid, abs=1e-9)
