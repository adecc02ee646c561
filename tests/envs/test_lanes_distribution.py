"""Lane mode's returns have the distribution of exact mode's: 10,000 episodes on every native environment.

Both modes play the same seeds, so nothing here is random. The bounds are those of independent samples: four standard errors
for means and shares, and for the whole distribution the Kolmogorov–Smirnov distance that chance exceeds once in a
thousand.
"""

from __future__ import annotations

import math
import types
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest

from benchmarks.lane_policies import LINEAR, MACHINE
from ppc.compiler import compile_policy
from ppc.envs import open_evaluator, signature
from ppc.envs.native import NATIVE, load_environment, machine_code
from ppc.envs.native.lanes import LANE_ENVIRONMENTS, engine
from ppc.envs.native.lanes.loop import build

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


# Down, then right; and a table of the best action in each cell of the smaller map.
LAKES = ("FrozenLake-v1", "FrozenLake8x8-v1")
THRESHOLD = """
class Policy:
    def __init__(self):
        self.row = 8.0
    def act(self, obs):
        return 1 if obs[0] < self.row else 2
"""
TABLE = """
class Policy:
    def __init__(self):
        self.best = [0, 3, 3, 3, 0, 0, 0, 0, 3, 1, 0, 0, 0, 2, 1, 0] * 4
    def act(self, obs):
        return self.best[int(obs[0])]
"""
CASES = [(e, p[e]) for e in LINEAR for p in (LINEAR, MACHINE)] + [(e, p) for e in LAKES for p in (THRESHOLD, TABLE)]
# For each environment a constant that is a little wrong: line and what it becomes.
PLANTED = {
    "CartPole-v1": ("push, tau = 9.8, 0.1, 0.5, 10.0, 0.02", "push, tau = 9.8, 0.1, 0.5, 10.0, 0.021"),
    "Pendulum-v1": ("velocity_cost, torque_cost = 15.0", "velocity_cost, torque_cost = 15.3"),
    "MountainCar-v0": ("0.001, 0.0025", "0.001, 0.00253"),
    "MountainCarContinuous-v0": ("0.0015, 0.0025", "0.0015, 0.00253"),
    "Acrobot-v1": ("d1 = 3.5 + cos2", "d1 = 3.6 + cos2"),
    "FrozenLake-v1": ("draw < 1.0 / 3.0", "draw < 0.38"),
    "FrozenLake8x8-v1": ("draw < 1.0 / 3.0", "draw < 0.38"),
}


def test_every_native_environment_is_compared():
    tasks = sorted(load_environment(name).task.env_id for name in LANE_ENVIRONMENTS)
    assert tasks == sorted(NATIVE) == sorted({e for e, _ in CASES}) == sorted(PLANTED)


@pytest.mark.parametrize(("env_id", "source"), CASES)
def test_returns_agree_in_distribution(env_id, source):
    policy = compile_policy(source, signature(env_id))
    with open_evaluator(env_id, policy) as evaluator:
        assert evaluator.lanes
        exact, lanes = evaluator.evaluate(None, range(EPISODES)), evaluator.evaluate(None, range(EPISODES), mode="lanes")
    # Returns that rounding alone sets apart count as equal.
    assert misses(exact.returns[0].round(6), lanes.returns[0].round(6)) == []
    assert misses(exact.lengths[0], lanes.lengths[0]) == []
    for column in ("terminated", "truncated"):
        assert misses(getattr(exact, column)[0].astype(float), getattr(lanes, column)[0].astype(float)) == []
    assert not lanes.status.any()


@pytest.mark.parametrize("env_id", PLANTED)
def test_the_comparison_notices_a_wrong_constant(env_id, monkeypatch):
    name = NATIVE[env_id]
    right, wrong = PLANTED[env_id]
    module = import_module(f"ppc.envs.native.lanes.{'frozen_lake' if env_id in LAKES else name}")
    text = Path(module.__file__).read_text()
    assert text.count(right) == 1
    planted = types.ModuleType("planted")
    exec(compile(text.replace(right, wrong), "planted.py", "exec"), planted.__dict__)  # our own source
    step = planted.dynamics(import_module(f"ppc.envs.native.{name}").ROWS) if env_id in LAKES else planted.dynamics()
    loop = machine_code._linked(machine_code._compiled(*build(engine.environment_of(name), step)))
    source = THRESHOLD if env_id in LAKES else MACHINE[env_id]
    with open_evaluator(env_id, compile_policy(source, signature(env_id))) as evaluator:
        exact = evaluator.evaluate(None, range(EPISODES))
        monkeypatch.setattr(engine, "entry", lambda _: loop)
        lanes = evaluator.evaluate(None, range(EPISODES), mode="lanes")
    assert misses(exact.returns[0].round(6), lanes.returns[0].round(6)) or misses(exact.lengths[0], lanes.lengths[0])


@pytest.mark.parametrize("env_id", LINEAR)
def test_the_first_steps_are_nearly_equal(env_id):
    """Before rounding has had time to grow: the same rewards to nine digits, to six where Gymnasium computes in float32."""
    policy = compile_policy(LINEAR[env_id], signature(env_id))
    with open_evaluator(env_id, policy, horizon=12) as evaluator:
        exact, lanes = evaluator.evaluate(None, range(500)), evaluator.evaluate(None, range(500), mode="lanes")
    digits = 6 if env_id in ("MountainCarContinuous-v0", "Pendulum-v1") else 9
    assert np.allclose(exact.returns, lanes.returns, rtol=10.0**-digits, atol=10.0**-digits)
    assert np.array_equal(exact.lengths, lanes.lengths)
