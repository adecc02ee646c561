"""The contestants of the benchmarks run the same control laws: C, arrays, and ppc's own."""

from __future__ import annotations

import ctypes

import numpy as np
import pytest

from benchmarks.lane_policies import LINEAR, MACHINE
from benchmarks.peers import policies
from benchmarks.rollouts import POLICIES, TASKS, c_library, policy_for
from ppc.envs import open_evaluator, signature
from ppc.envs.bridge import Stepper
from ppc.envs.policy import population

CASES = [(task, kind) for task in TASKS for kind in POLICIES]
ROWS, STEPS = 8, 300


@pytest.mark.parametrize(("task", "kind"), CASES)
def test_the_policy_over_arrays_is_the_compiled_one(task: str, kind: str) -> None:
    """Action for action on random walks that lead through every mode."""
    policy = policy_for(task, kind)
    code = policy.native()
    constants = population(policy, code, None)[0]
    steppers = [Stepper(code) for _ in range(ROWS)]
    for stepper in steppers:
        stepper.reset(constants)
    array = policies.POLICIES[task, kind]
    memory = array.begin(np, ROWS)
    rng, walk = np.random.default_rng(7), np.zeros((ROWS, signature(task).obs_size))
    seen = set()
    for _ in range(STEPS):
        walk = 0.9 * walk + rng.normal(0.0, 0.4, walk.shape)
        action, memory = array.act(np, walk, memory)
        if memory:
            seen |= set(memory[0])
        for row, stepper in enumerate(steppers):
            stepper.observation[:] = walk[row]
            stepper.step()
            assert clipped(task, action[row]) == pytest.approx(float(stepper.action[0]), abs=1e-6)
    assert seen == ({0.0, 1.0, 2.0} if kind == "machine" else set())


def clipped(task: str, action: float) -> float:
    limit = {"Pendulum-v1": 2.0, "MountainCarContinuous-v0": 1.0}.get(task)
    return float(action) if limit is None else float(np.clip(action, -limit, limit))


def test_memory_is_emptied_where_an_episode_is_over() -> None:
    memory = (np.array([1.0, 2.0], dtype=np.float32), np.array([3.0, 4.0], dtype=np.float32))
    kept = policies.kept(np, np.array([True, False]), memory)
    assert [list(words) for words in kept] == [[0.0, 2.0], [0.0, 4.0]]


@pytest.fixture(scope="module")
def library() -> ctypes.CDLL:
    with c_library() as found:
        if found is None:
            pytest.skip("no C compiler")
        yield found


@pytest.mark.parametrize(("task", "kind"), CASES)
def test_the_c_plays_the_same_game(task: str, kind: str, library: ctypes.CDLL) -> None:
    """Mean return and mean length of 1,000 episodes are those of the exact engine, up to the spread of such means."""
    policy, episodes = policy_for(task, kind), 1000
    with open_evaluator(task, policy) as evaluator:
        ours = evaluator.evaluate(None, range(episodes))
        function = getattr(library, f"run_{evaluator.task.native}_{kind}")
        horizon = evaluator.horizon
    function.restype = ctypes.c_int64
    words, total = np.ascontiguousarray(policy.default_parameters), ctypes.c_double()
    steps = function(
        words.ctypes.data_as(ctypes.c_void_p), ctypes.c_uint64(1), ctypes.c_int64(episodes), ctypes.c_int64(horizon),
        ctypes.byref(total),
    )  # fmt: skip
    for found, theirs in ((ours.returns, total.value / episodes), (ours.lengths, steps / episodes)):
        spread = float(found.std()) * np.sqrt(2.0 / episodes)
        assert abs(float(found.mean()) - theirs) <= 5.0 * spread + 1e-9


def test_both_sets_of_policies_have_every_task() -> None:
    assert set(TASKS) <= LINEAR.keys() == MACHINE.keys()
    assert set(policies.POLICIES) == set(CASES)
