"""The lane engine: results depend on nothing but policy, parameters and seeds, and faults stay in their lanes."""

from __future__ import annotations

import numpy as np
import pytest
from handmade import handmade

from benchmarks.lane_policies import LINEAR, MACHINE
from ppc.compiler import compile_policy
from ppc.compiler.faults import DISQUALIFYING_MASK, FAULT_BITS
from ppc.envs import open_evaluator, signature
from ppc.envs.native.lanes import engine

COLUMNS = ("returns", "lengths", "terminated", "truncated", "status")
CARTPOLE = "CartPole-v1"
# Takes the root of a negative number once the cart is further out than the parameter says.
FAULTY = """
import math


class Policy:
    def __init__(self):
        self.safe = 0.1

    def act(self, obs):
        room = math.sqrt(self.safe - abs(obs[0]))
        return 1 if 8.0 * obs[2] + 1.5 * obs[3] > 0.001 * room else 0
"""
LOOPING = """
class Policy:
    def __init__(self):
        self.gain = 0.1

    def act(self, obs):
        x = obs[2]
        while abs(x) < 1.0 and x != 0.0:
            x = x * 2.0
        return 1 if self.gain * x + obs[3] > 0.0 else 0
"""


def compiled(env_id: str, source: str):
    return compile_policy(source, signature(env_id))


def same(a, b):
    return all(np.array_equal(getattr(a, c), getattr(b, c)) for c in COLUMNS)


def population(policy, count: int = 7):
    """Parameter vectors around the policy's own, some of them far off."""
    rng = np.random.default_rng(1)
    return policy.default_parameters * rng.uniform(-0.5, 1.8, (count, len(policy.default_parameters)))


@pytest.mark.parametrize("env_id", LINEAR)
def test_an_episode_is_the_same_alone_and_in_company(env_id):
    policy = compiled(env_id, MACHINE[env_id])
    with open_evaluator(env_id, policy) as evaluator:
        assert evaluator.lanes
        together = evaluator.evaluate(None, range(150), mode="lanes")
        assert (together.lengths >= 1).all()
        for seed in (0, 63, 64, 149):
            alone = evaluator.evaluate(None, [seed], mode="lanes")
            assert all(getattr(alone, c)[0, 0] == getattr(together, c)[0, seed] for c in COLUMNS)


@pytest.mark.parametrize("env_id", LINEAR)
def test_a_candidate_is_the_same_alone_and_in_a_population(env_id):
    policy = compiled(env_id, MACHINE[env_id])
    table = population(policy)
    with open_evaluator(env_id, policy, horizon=150) as evaluator:
        whole = evaluator.evaluate(table, range(31), mode="lanes")
        assert whole.returns.shape == (7, 31) and whole.env_steps == whole.lengths.sum()
        for c, row in enumerate(table):
            alone = evaluator.evaluate(row, range(31), mode="lanes")
            assert all(np.array_equal(getattr(alone, k)[0], getattr(whole, k)[c]) for k in COLUMNS)
    assert len({r.tobytes() for r in whole.returns}) > 1


def test_order_of_seeds_only_permutes():
    policy, order = compiled(CARTPOLE, MACHINE[CARTPOLE]), np.random.default_rng(0).permutation(200)
    with open_evaluator(CARTPOLE, policy) as evaluator:
        table = population(policy, 2)[1]
        straight = evaluator.evaluate(table, range(200), mode="lanes")
        shuffled = evaluator.evaluate(table, order, mode="lanes")
    assert np.array_equal(straight.returns[:, order], shuffled.returns)
    assert len(set(straight.lengths[0].tolist())) > 3


@pytest.mark.parametrize("threads", [2, 3, 8])
def test_threads_change_nothing(threads):
    policy = compiled(CARTPOLE, MACHINE[CARTPOLE])
    table = population(policy, 20)
    with open_evaluator(CARTPOLE, policy) as one, open_evaluator(CARTPOLE, policy, threads) as many:
        assert same(one.evaluate(table, range(41), mode="lanes"), many.evaluate(table, range(41), mode="lanes"))


def test_grouping_into_calls_changes_nothing(monkeypatch):
    policy = compiled(CARTPOLE, MACHINE[CARTPOLE])
    table = population(policy)
    with open_evaluator(CARTPOLE, policy) as evaluator:
        before = evaluator.evaluate(table, range(150), mode="lanes")
        monkeypatch.setattr(engine, "_STEPS_PER_CALL", 1)
        assert same(before, evaluator.evaluate(table, range(150), mode="lanes"))
        monkeypatch.setattr(engine, "_LANE_CONSTANTS", 0)  # candidates one after the other, constants shared
        assert same(before, evaluator.evaluate(table, range(150), mode="lanes"))


def test_an_episode_ends_as_in_the_exact_engine():
    """CartPole's returns are lengths, and rounding moves hardly any: ends, horizons and faults can be compared one by one."""
    policy = compiled(CARTPOLE, LINEAR[CARTPOLE])
    table = population(policy, 12)
    with open_evaluator(CARTPOLE, policy) as evaluator:
        exact, lanes = evaluator.evaluate(table, range(50)), evaluator.evaluate(table, range(50), mode="lanes")
    assert exact.truncated.any() and exact.terminated.any()
    equal = exact.lengths == lanes.lengths
    assert equal.mean() > 0.99
    assert np.array_equal(exact.terminated[equal], lanes.terminated[equal])
    assert np.array_equal(exact.truncated[equal], lanes.truncated[equal])
    assert np.array_equal(lanes.returns, lanes.lengths.astype(float))


def test_a_shorter_horizon_truncates():
    policy = compiled(CARTPOLE, LINEAR[CARTPOLE])
    with open_evaluator(CARTPOLE, policy, horizon=20) as evaluator:
        result = evaluator.evaluate(None, range(70), mode="lanes")
    assert (result.lengths == 20).all() and result.truncated.all() and not result.terminated.any()


def test_faults_land_in_their_lanes():
    policy = compiled(CARTPOLE, FAULTY)
    # Never, soon, never, after a while: neighbours in the lanes.
    limits = np.array([9.0, 0.05, 9.0, 0.4])
    position = next(i for i, p in enumerate(policy.parameters) if p.value == 0.1)
    table = np.repeat(np.atleast_2d(policy.default_parameters), len(limits), axis=0)
    table[:, position] = limits
    with open_evaluator(CARTPOLE, policy) as evaluator:
        assert evaluator.lanes
        exact, lanes = evaluator.evaluate(table, range(40)), evaluator.evaluate(table, range(40), mode="lanes")
    assert not lanes.status[[0, 2]].any()
    assert (lanes.status[1] & DISQUALIFYING_MASK).all()
    assert (lanes.status[3] != 0).any() and (lanes.status[3] == 0).any()
    equal = exact.lengths == lanes.lengths
    assert equal.mean() > 0.95
    assert np.array_equal(exact.status[equal], lanes.status[equal])
    assert (lanes.status[1] >> 32 > 0).all() and (lanes.status[1] & FAULT_BITS > 0).all()


@pytest.mark.parametrize("kind", ["loop", "handmade"])
def test_without_lanes_the_exact_engine_runs(kind):
    policy = compiled(CARTPOLE, LOOPING) if kind == "loop" else handmade(CARTPOLE)
    with open_evaluator(CARTPOLE, policy) as evaluator:
        assert evaluator.native and not evaluator.lanes
        assert same(evaluator.evaluate(None, range(30)), evaluator.evaluate(None, range(30), mode="lanes"))


def test_gymnasium_has_no_lanes():
    policy = compiled(CARTPOLE, LINEAR[CARTPOLE])
    with open_evaluator(CARTPOLE, policy, engine="gymnasium", horizon=5) as evaluator:
        assert not evaluator.lanes
        assert (evaluator.evaluate(None, [1, 2], mode="lanes").lengths == 5).all()


def test_an_unknown_mode_is_refused():
    with (
        open_evaluator(CARTPOLE, compiled(CARTPOLE, LINEAR[CARTPOLE])) as evaluator,
        pytest.raises(ValueError, match="unknown mode 'fast': exact or lanes"),
    ):
        evaluator.evaluate(None, [0], mode="fast")
