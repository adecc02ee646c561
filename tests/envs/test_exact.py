"""The exact engine: results depend on nothing but policy, parameters and seeds."""

from __future__ import annotations

import numpy as np
import pytest
from handmade import handmade

from ppc.compiler.faults import FAULT_BITS, first_site
from ppc.envs import open_evaluator, rollout
from ppc.envs.native import exact

ENV = "CartPole-v1"
COLUMNS = ("returns", "lengths", "terminated", "truncated", "status")


def population(policy):
    rows = (([2, 3, 30, 6], 0.0), ([0, 0, 5, 0], 0.5), ([0, 0, -5, 0], 0.0), ([0, 0, 1, 1], 1.0), ([0, 1, 3, 0], 0.3))
    return np.stack([policy.parameters(weights, noise=noise) for weights, noise in rows])


def same(a, b):
    return all(np.array_equal(getattr(a, c), getattr(b, c)) for c in COLUMNS)


def test_an_episode_is_the_same_alone_and_in_company():
    policy = handmade(ENV)
    together = rollout(ENV, policy, seeds=range(60))
    for seed in (0, 7, 16, 59):
        alone = rollout(ENV, policy, seeds=[seed])
        assert all(getattr(alone, c)[0] == getattr(together, c)[seed] for c in COLUMNS)


def test_order_of_seeds_only_permutes():
    policy, order = handmade(ENV), np.random.default_rng(0).permutation(60)
    straight, shuffled = rollout(ENV, policy, seeds=range(60)), rollout(ENV, policy, seeds=order)
    assert np.array_equal(straight.returns[order], shuffled.returns)
    assert len(set(straight.lengths.tolist())) > 3


def test_a_candidate_is_the_same_alone_and_in_a_population():
    policy = handmade(ENV)
    table = population(policy)
    with open_evaluator(ENV, policy) as evaluator:
        assert evaluator.native
        whole = evaluator.evaluate(table, range(33))
        assert whole.returns.shape == (5, 33)
        assert whole.env_steps == whole.lengths.sum()
        for c, row in enumerate(table):
            alone = evaluator.evaluate(row, range(33))
            assert all(np.array_equal(getattr(alone, k)[0], getattr(whole, k)[c]) for k in COLUMNS)
    assert len({r.tobytes() for r in whole.returns}) == 5


@pytest.mark.parametrize("threads", [2, 3, 8])
def test_threads_change_nothing(threads):
    policy = handmade(ENV)
    table = population(policy)
    with open_evaluator(ENV, policy) as one, open_evaluator(ENV, policy, threads) as many:
        assert same(one.evaluate(table, range(41)), many.evaluate(table, range(41)))


def test_grouping_into_calls_changes_nothing(monkeypatch):
    policy = handmade(ENV)
    table = population(policy)
    with open_evaluator(ENV, policy) as evaluator:
        before = evaluator.evaluate(table, range(50))
        monkeypatch.setattr(exact, "_STEPS_PER_CALL", 1)
        assert same(before, evaluator.evaluate(table, range(50)))
        monkeypatch.setattr(exact, "_LANE_CONSTANTS", 0)  # candidates one after the other, constants shared
        assert same(before, evaluator.evaluate(table, range(50)))


def test_recording_changes_nothing_and_adds_up():
    policy = handmade(ENV)
    plain, recorded = rollout(ENV, policy, seeds=range(150)), rollout(ENV, policy, seeds=range(150), record=True)
    assert plain.observations is None and plain.actions is None and plain.rewards is None
    assert same(plain, recorded)
    for i, length in enumerate(recorded.lengths):
        assert recorded.observations[i].shape == (length + 1, 4)
        assert recorded.actions[i].shape == (length, 1)
        assert recorded.rewards[i].shape == (length,)
        assert sum(recorded.rewards[i].tolist()) == recorded.returns[i]


@pytest.mark.parametrize("engine", ["native", "gymnasium"])
def test_faults_are_merged_and_the_first_site_kept(engine):
    policy = handmade(ENV)
    parameters = policy.parameters([2.0, 3.0, 30.0, 6.0], faulty_at=40.0)
    result = rollout(ENV, policy, seeds=range(20), parameters=parameters, engine=engine)
    assert (result.lengths > 45).all()
    assert set(result.status & FAULT_BITS) == {6}
    assert {first_site(int(s)) for s in result.status} == {1}
    late = rollout(ENV, policy, seeds=range(20), parameters=policy.parameters(faulty_at=499.0), engine=engine)
    assert not late.status.any()


def test_a_shorter_horizon_truncates():
    policy = handmade(ENV)
    good = policy.parameters([2.0, 3.0, 30.0, 6.0])
    for engine in ("native", "gymnasium"):
        with open_evaluator(ENV, policy, engine=engine, horizon=20) as evaluator:
            result = evaluator.evaluate(good, range(5))
        assert (result.lengths == 20).all() and result.truncated.all() and not result.terminated.any()
    with open_evaluator(ENV, policy, horizon=10**9) as evaluator:
        assert evaluator.horizon == 500


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"seeds": []}, "no seeds"),
        ({"seeds": [-1]}, "not -1"),
        ({"seeds": [2**63]}, "a seed is a whole number"),
        ({"seeds": [0], "threads": 0}, "threads"),
        ({"seeds": [0], "engine": "fast"}, "unknown engine"),
        ({"seeds": [0], "parameters": [1.0]}, "has 8 parameters"),
        ({"seeds": [0], "parameters": np.zeros((2, 8))}, "one parameter vector"),
    ],
)
def test_bad_arguments(arguments, message):
    with pytest.raises(ValueError, match=message):
        rollout(ENV, handmade(ENV), **arguments)
