"""Evidence: grounded in the episodes, bounded in length, silent about what a task keeps back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from ppc.compiler.signature import Box, Discrete, Field
from ppc.envs import RolloutResult, Task
from ppc.promptpo.llm.evidence import COLUMNS, FIGURES, ROWS, evidence, number, rows_shown

DISCRETE = Task(
    env_id="Any-v0",
    name="any",
    observation=(Field("angle", "rad"), Field("joints", size=2)),
    action=Discrete(3, ("left", "rest", "right")),
)
BOX = replace(DISCRETE, action=Box((Field("force", low=-1.0, high=1.0), Field("angle"))), safe_action=(0.0, 0.0))


def recorded(returns: list[float], lengths: list[int], task: Task = DISCRETE, ends: str = "terminated") -> RolloutResult:
    """Episodes whose k-th observation is [100 e + k, -k, 0.5], with rewards that add up to the return."""
    observations, actions, rewards = [], [], []
    for e, (total, steps) in enumerate(zip(returns, lengths, strict=True)):
        k = np.arange(steps + 1, dtype=np.float64)
        columns = [100.0 * e + k, -k, np.full(steps + 1, 0.5)]
        columns += [np.sin(k * (i + 1)) * i for i in range(task.obs_size - 3)]
        observations.append(np.stack(columns, axis=1))
        if isinstance(task.action, Discrete):
            actions.append((k[:-1, None] % 2) * 2.0)
        else:
            actions.append(np.stack([np.where(k[:-1] % 4 == 0, 1.0, 0.25), k[:-1]], axis=1))
        rewards.append(np.full(steps, total / steps))
    over = np.ones(len(returns), dtype=np.bool_)
    return RolloutResult(
        "Any-v0", "native", tuple(range(len(returns))), np.array(returns), np.array(lengths),
        over if ends == "terminated" else ~over, over if ends == "truncated" else ~over, np.zeros(len(returns), dtype=np.int64),
        observations, actions, rewards,
    )  # fmt: skip


def table(text: str) -> list[list[str]]:
    return [line.split(" | ") for line in text.splitlines() if " | " in line]


def test_the_whole_text():
    assert evidence(recorded([3.0, 1.0, 2.0], [2, 1, 2]), DISCRETE) == (
        "3 episodes:\n"
        "  return 3, terminated by the environment at step 2\n"
        "  return 1, terminated by the environment at step 1\n"
        "  return 2, terminated by the environment at step 2\n"
        "observed over all episodes (lowest / mean / highest):\n"
        "  angle: 0 / 100.4 / 201\n"
        "  joints[0]: -1 / -0.4 / 0\n"
        "  joints[1]: 0.5 / 0.5 / 0.5\n"
        "actions taken (share of steps):\n"
        "  0 (left): 60 %\n"
        "  1 (rest): 0 %\n"
        "  2 (right): 40 %\n"
        "earned over all episodes (lowest / mean / highest):\n"
        "  reward of a step: 1 / 1.2 / 1.5\n"
        "the episode of median return 2 (every step):\n"
        "step | angle | joints[0] | joints[1] | action | reward\n"
        "0 | 200 | 0 | 0.5 | 0 | 1\n"
        "1 | 201 | -1 | 0.5 | 2 | 1\n"
        "end | 202 | -2 | 0.5\n"
        "it was terminated by the environment at step 2"
    )


def test_of_two_the_worse_is_shown_and_no_return_that_is_not_a_number():
    assert "median return 1 (" in evidence(recorded([1.0, 2.0], [2, 2]), DISCRETE)
    assert "median return 1 (" in evidence(recorded([float("nan"), 2.0, 1.0, 0.5], [2, 2, 2, 2]), DISCRETE)


def test_long_episodes_are_thinned():
    text = evidence(recorded([1.0], [1000], ends="truncated"), DISCRETE)
    steps = [row[0] for row in table(text)][1:-1]
    assert len(steps) == ROWS and steps[0] == "0" and steps[-6:] == [str(k) for k in range(994, 1000)]
    assert "it was truncated by the time limit after 1000 steps" in text


@pytest.mark.parametrize("steps", [0, 1, 19, 20, 21, 22, 27, 1000])
def test_rows_are_distinct_steps_in_order(steps):
    rows = rows_shown(steps)
    assert rows == sorted(set(rows)) and len(rows) == min(steps, ROWS)
    assert all(0 <= r < steps for r in rows)


def test_box_actions_show_where_they_saturate():
    text = evidence(recorded([1.0], [8], BOX), BOX)
    assert "  force: 0.25 / 0.4375 / 1; 0 % of steps at its lower bound -1; 25 % of steps at its upper bound 1\n" in text
    assert "  angle: 0 / 3.5 / 7\n" in text  # without bounds
    assert table(text)[0][-3:] == ["force", "action angle", "reward"]


@pytest.mark.parametrize("task", [DISCRETE, BOX])
def test_names_and_meanings_are_kept_back(task):
    text = evidence(recorded([3.0, 1.0], [4, 3], task), replace(task, prompt_fields=False))
    assert "obs[0]: " in text and "obs[2]" in table(text)[0]
    assert not any(word in text for word in ("angle", "joints", "left", "right", "force"))
    assert ("action[1]" in text) == (task is BOX)


def test_rewards_of_steps_are_kept_back_but_not_returns():
    text = evidence(recorded([3.25, 1.125], [3, 3]), replace(DISCRETE, prompt_reward=False))
    assert "reward" not in text and "return 3.25" in text and "0.375" not in text


@pytest.mark.parametrize("episodes", [1, 5, 40])
def test_large_observations_fit(episodes):
    task = replace(DISCRETE, observation=(Field("angle"), Field("rest", size=347)))
    text = evidence(recorded([1.0] * episodes, [300] * episodes, task), task)
    assert len(text.splitlines()) <= 62
    assert f"the {FIGURES} of 348 numbers that vary most" in text and f"{COLUMNS} of 348 observed numbers" in text
    assert {len(row) for row in table(text)[:-1]} == {COLUMNS + 3}


def test_moderate_tasks_stay_within_sixty_lines():
    task = replace(BOX, observation=(Field("angle"), Field("rest", size=16)))
    assert len(evidence(recorded([1.0] * 5, [300] * 5, task), task).splitlines()) <= 60


def test_what_is_not_finite_does_not_break_it():
    result: Any = recorded([1.0], [5])
    result.observations[0][2, 0] = np.nan
    result.rewards[0][3] = np.inf
    text = evidence(result, DISCRETE)
    assert "nan" in text and "inf" in text


def test_a_result_without_a_record_is_refused():
    with pytest.raises(ValueError, match="record=True"):
        evidence(replace(recorded([1.0], [2]), observations=None), DISCRETE)


@pytest.mark.parametrize(
    ("value", "text"), [(0.123456, "0.1235"), (-1234.56, "-1235"), (123456.7, "123457"), (1e-7, "1e-07"), (2e10, "2e+10")]
)
def test_numbers(value, text):
    assert number(value) == text
