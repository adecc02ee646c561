"""Lane mode's returns have the distribution of exact mode's: 10,000 episodes on every environment that has lanes.

Both modes play the same seeds, so nothing here is random. The bounds are those of independent samples: four standard errors
for means and shares, and for the whole distribution the Kolmogorov–Smirnov distance that chance exceeds once in a
thousand.
"""

from __future__ import annotations

import math

import numpy as np
import pytest

from benchmarks.lane_policies import LINEAR, MACHINE
from ppc.compiler import compile_policy
from ppc.envs import open_evaluator, signature
from ppc.envs.native import load_environment
from ppc.envs.native.lanes import LANE_ENVIRONMENTS

EPISODES = 10_000
KOLMOGOROV = 1.95
ERRORS = 4.0


def distance(a, b) -> float:
    """Largest difference of the two samples' distribution functions."""
    points = np.union1d(a, b)
    return float(
        np.abs(np.searchsorted(np.sort(a), points, "right") - np.searchsorted(np.sort(b), points, "right")).max() / len(a)
    )


def misses(a, b) -> list[str]:
    """In what two samples of returns of equal size differ by more than chance."""
    found = []
    error = math.sqrt((a.var() + b.var()) / len(a))
    if abs(a.mean() - b.mean()) > ERRORS * error:
        found.append(f"means {a.mean()} and {b.mean()}, standard error {error}")
    if (apart := distance(a, b)) > KOLMOGOROV * math.sqrt(2.0 / len(a)):
        found.append(f"distribution functions are {apart} apart")
    return found


def test_every_lane_environment_is_compared():
    assert sorted(load_environment(name).task.env_id for name in LANE_ENVIRONMENTS) == sorted(LINEAR) == sorted(MACHINE)


@pytest.mark.parametrize("policies", [LINEAR, MACHINE], ids=["linear", "machine"])
@pytest.mark.parametrize("env_id", LINEAR)
def test_returns_agree_in_distribution(env_id, policies):
    policy = compile_policy(policies[env_id], signature(env_id))
    with open_evaluator(env_id, policy) as evaluator:
        assert evaluator.lanes
        exact, lanes = evaluator.evaluate(None, range(EPISODES)), evaluator.evaluate(None, range(EPISODES), mode="lanes")
    # Returns that rounding alone sets apart count as equal.
    assert misses(exact.returns[0].round(6), lanes.returns[0].round(6)) == []
    assert misses(exact.lengths[0], lanes.lengths[0]) == []
    for column in ("terminated", "truncated"):
        assert misses(getattr(exact, column)[0].astype(float), getattr(lanes, column)[0].astype(float)) == []
    assert not lanes.status.any()


@pytest.mark.parametrize("env_id", LINEAR)
def test_the_comparison_notices_other_physics(env_id):
    """A policy whose parameters are a few per cent off moves the returns about as much as wrong physics would."""
    policy = compile_policy(MACHINE[env_id], signature(env_id))
    with open_evaluator(env_id, policy) as evaluator:
        table = np.stack([policy.default_parameters, policy.default_parameters * 0.9])
        returns = evaluator.evaluate(table, range(EPISODES), mode="lanes").returns
    assert misses(returns[0], returns[1])


@pytest.mark.parametrize("env_id", LINEAR)
def test_the_first_steps_are_nearly_equal(env_id):
    """Before rounding has had time to grow: the same rewards to nine digits, to six where Gymnasium computes in float32."""
    policy = compile_policy(LINEAR[env_id], signature(env_id))
    with open_evaluator(env_id, policy, horizon=12) as evaluator:
        exact, lanes = evaluator.evaluate(None, range(500)), evaluator.evaluate(None, range(500), mode="lanes")
    digits = 6 if env_id in ("MountainCarContinuous-v0", "Pendulum-v1") else 9
    assert np.allclose(exact.returns, lanes.returns, rtol=10.0**-digits, atol=10.0**-digits)
    assert np.array_equal(exact.lengths, lanes.lengths)
