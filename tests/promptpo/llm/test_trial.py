"""Trials: scores with Gymnasium's bits, kept memory, what disqualifies, and the text that a repair is given."""

from __future__ import annotations

import math
from typing import Any

import gymnasium
import numpy as np
import pytest
from gymnasium import spaces

from ppc.compiler.faults import FAULTS
from ppc.envs import open_evaluator, task_for
from ppc.promptpo.engine import TaskEngine
from ppc.promptpo.journal import Journal, read_events
from ppc.promptpo.llm.feedback import compile_feedback
from ppc.promptpo.llm.trial import Trial, run_trial

SEEDS = range(100, 105)

BALANCE = """
class Policy:
    def act(self, obs):
        return 1 if obs.pole_angle + 0.3 * obs.pole_velocity > 0 else 0
"""
COUNTER = """
class Policy:
    def __init__(self):
        self.n = 0
        self.bias = 0.5

    def act(self, obs):
        self.n += 1
        self.bias = 0.9 * self.bias + 0.1 * obs[0]
        return 1 if self.n % 7 > 2 or self.bias > 0.3 else 0
"""
FAULTY = """
class Policy:
    def __init__(self):
        self.n = 0
        self.table = [0, 1]

    def act(self, obs):
        self.n += 1
        if self.n == LIMIT:
            return self.table[self.n]
        return self.n % 2
"""


class Odd(gymnasium.Env):
    """Earns what ``reward`` says in the third step of an episode, or raises there."""

    observation_space = spaces.Box(-1.0, 1.0, (2,), np.float64)
    action_space = spaces.Box(-np.inf, np.inf, (1,), np.float64)

    def __init__(self, reward: float = 1.0, fails: bool = False) -> None:
        self.reward, self.fails = reward, fails

    def reset(self, *, seed: Any = None, options: Any = None) -> Any:
        super().reset(seed=seed)
        self.steps = 0
        return self.np_random.uniform(-1, 1, 2), {}

    def step(self, action: Any) -> Any:
        self.steps += 1
        if self.fails and self.steps == 3:
            raise RuntimeError("the arm broke off")
        reward = self.reward if self.steps == 3 else 1.0
        return self.np_random.uniform(-1, 1, 2), reward, self.steps == 5, False, {}


gymnasium.register("Odd-v0", Odd, max_episode_steps=10)


@pytest.fixture(scope="module")
def cartpole() -> Any:
    with_engine = TaskEngine.named("CartPole-v1")
    yield with_engine
    with_engine.close()


def odd_engine(**kwargs: Any) -> TaskEngine:
    return TaskEngine.named("Odd-v0", kwargs)


def in_gymnasium(source: str, engine: TaskEngine, keep: bool) -> list[float]:
    """Returns of the same episodes, stepped from Python."""
    controller = engine.compile(source, "p").controller()
    env = gymnasium.make(engine.task.env_id)
    returns = []
    for seed in SEEDS:
        if not keep:
            controller.reset()
        total, over = 0.0, False
        observation, _ = env.reset(seed=seed)
        while not over:
            observation, reward, terminated, truncated, _ = env.step(controller.act(observation))
            total += float(reward)
            over = terminated or truncated
        returns.append(total)
    env.close()
    return returns


@pytest.mark.parametrize("keep", [False, True])
def test_returns_are_gymnasiums(cartpole: TaskEngine, keep: bool) -> None:
    trial = run_trial(cartpole, cartpole.compile(COUNTER, "counter"), SEEDS, keep)
    assert list(trial.returns) == in_gymnasium(COUNTER, cartpole, keep)
    assert not trial.disqualified and trial.env_steps == sum(trial.lengths)
    assert trial.mean_return == sum(trial.returns) / 5


def test_memory_lives_on_only_when_it_is_kept(cartpole: TaskEngine) -> None:
    policy = cartpole.compile(COUNTER, "counter")
    kept, fresh = (run_trial(cartpole, policy, [3] * 4, keep) for keep in (True, False))
    assert len(set(fresh.returns)) == 1
    assert len(set(kept.returns)) > 1 and kept.returns[0] == fresh.returns[0]


@pytest.mark.parametrize("keep", [False, True])
def test_engines_agree_with_kept_memory(keep: bool) -> None:
    task = task_for("CartPole-v1")
    engine = TaskEngine(task)
    policy = engine.compile(COUNTER, "counter")
    results = []
    for name in ("native", "gymnasium"):
        with open_evaluator(task, policy, engine=name) as evaluator:
            results.append(evaluator.rollout(SEEDS, record=True, keep_memory=keep))
    for a, b in zip(results[0].observations, results[1].observations, strict=True):
        assert np.array_equal(a, b)
    for a, b in zip(results[0].actions, results[1].actions, strict=True):
        assert np.array_equal(a, b)
    assert results[0].returns.tolist() == results[1].returns.tolist()


def test_constants_in_force_are_the_pinned_ones(cartpole: TaskEngine) -> None:
    policy = cartpole.compile(BALANCE, "balance")
    changed = policy.with_parameters([-p if p == 0.3 else p for p in policy.default_parameters])
    assert run_trial(cartpole, changed, SEEDS).mean_return < 100 < run_trial(cartpole, policy, SEEDS).mean_return


def test_success_is_the_share_of_episodes(cartpole: TaskEngine) -> None:
    assert run_trial(cartpole, cartpole.compile(BALANCE, "balance"), SEEDS).success_rate == 1.0
    assert run_trial(cartpole, cartpole.compile(COUNTER, "counter"), SEEDS).success_rate == 0.0
    engine = odd_engine()
    assert engine.task.success is None
    assert (
        run_trial(engine, engine.compile("class P:\n    def act(self, o):\n        return 0.0\n", "p"), [1]).success_rate
        is None
    )
    engine.close()


def test_a_fault_is_told_with_line_step_and_observation(cartpole: TaskEngine) -> None:
    policy = cartpole.compile(FAULTY.replace("LIMIT", "7"), "faulty")
    trial = run_trial(cartpole, policy, SEEDS)
    assert trial.disqualified and all(s & FAULTS["index"].bit for s in trial.status)
    with open_evaluator(cartpole.task, policy) as evaluator:
        seen = evaluator.rollout(SEEDS, record=True).observations[0][6]
    assert "error[index]" in trial.fault and "policy.py:10:" in trial.fault and "return self.table[self.n]" in trial.fault
    assert "in episode 1 of 5, at step 6 (counted from 0)" in trial.fault
    assert f"cart_position={seen[0]:.6g}, cart_velocity={seen[1]:.6g}, pole_angle={seen[2]:.6g}" in trial.fault


def test_a_fault_in_a_later_episode_is_found_with_kept_memory(cartpole: TaskEngine) -> None:
    policy = cartpole.compile(FAULTY.replace("LIMIT", "150"), "faulty")
    assert not run_trial(cartpole, policy, SEEDS, False).disqualified
    trial = run_trial(cartpole, policy, SEEDS, True)
    before = 0
    for number, length in enumerate(trial.lengths, 1):
        if before + length >= 150:
            assert f"in episode {number} of 5, at step {149 - before} " in trial.fault
            break
        before += length
    assert [bool(s) for s in trial.status].count(True) == 1


def test_names_that_a_task_keeps_back_are_not_told() -> None:
    from dataclasses import replace

    engine = TaskEngine(replace(task_for("CartPole-v1"), prompt_fields=False))
    trial = run_trial(engine, engine.compile(FAULTY.replace("LIMIT", "2"), "faulty"), SEEDS, trajectory=True)
    assert "obs[0]=" in trial.fault and "obs[3]=" in trial.fault
    assert "cart" not in trial.fault + trial.evidence and "pole" not in trial.fault + trial.evidence


@pytest.mark.parametrize("reward", [math.nan, math.inf, -math.inf])
def test_returns_that_are_not_finite_disqualify(reward: float) -> None:
    engine = odd_engine(reward=reward)
    trial = run_trial(engine, engine.compile("class P:\n    def act(self, o):\n        return o[0]\n", "p"), [1, 2])
    engine.close()
    assert trial.disqualified and not math.isfinite(trial.mean_return)
    assert trial.status == (0, 0) and "in episode 1 of 2, at step 2 " in trial.fault and "action=" in trial.fault


def test_an_environment_that_raises_disqualifies() -> None:
    engine = odd_engine(fails=True)
    trial = run_trial(engine, engine.compile("class P:\n    def act(self, o):\n        return o[0]\n", "p"), [1, 2])
    engine.close()
    assert trial.disqualified and "the arm broke off" in trial.fault
    assert len(trial.returns) == 2 and math.isnan(trial.mean_return)


def test_a_clipped_infinity_does_not_disqualify() -> None:
    engine = TaskEngine.named("Pendulum-v1")
    policy = engine.compile("class P:\n    def act(self, o):\n        return 1e308 * 10.0 * (2.0 + o[0])\n", "p")
    trial = run_trial(engine, policy, [1])
    engine.close()
    assert trial.status[0] & FAULTS["action_clipped_infinity"].bit
    assert not trial.disqualified


FEEDBACK = """
class Feedback:
    def __init__(self):
        self.n = 0

    def step(self, obs, action, reward):
        self.n += action

    def summary(self):
        return {"pushed right": self.n}
"""


def test_texts_are_part_of_the_trial(cartpole: TaskEngine) -> None:
    probe = compile_feedback(FEEDBACK, cartpole.task)
    policy = cartpole.compile(COUNTER, "counter")
    trial = run_trial(cartpole, policy, SEEDS, probe=probe, trajectory=True)
    with open_evaluator(cartpole.task, policy) as evaluator:
        result = evaluator.rollout(SEEDS, record=True)
    pushed = [int(a.sum()) for a in result.actions]
    assert trial.feedback.splitlines()[:5] == [f"episode {i + 1}: pushed right = {n}" for i, n in enumerate(pushed)]
    assert "the episode of median return" in trial.evidence
    assert trial.feedback == probe.summary(result.observations, result.actions, result.rewards)
    plain = run_trial(cartpole, policy, SEEDS)
    assert plain.feedback == plain.evidence == ""


def test_a_trial_survives_the_journal(tmp_path: Any) -> None:
    trial = Trial(
        (1.0 / 3.0, math.nan, math.inf, -math.inf), (1, 2, 3, 4), (True, False, True, False), (False, True, False, True),
        (0, FAULTS["index"].bit | 3 << 32, 0, 0), 10, None, "what\nhappened", "told", "seen",
    )  # fmt: skip
    with Journal(tmp_path) as journal:
        journal.append("start", {"format": 1})
        journal.append("trial", trial.to_json(), "trial/1")
    again = Trial.from_json(read_events(tmp_path)[1].data)
    assert repr(again) == repr(trial)  # NaN is not equal to itself
    assert again.to_json().keys() == trial.to_json().keys()
