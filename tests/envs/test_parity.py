"""Native environments against Gymnasium's own, bit for bit."""

from __future__ import annotations

import numpy as np
import pytest
from handmade import handmade

from ppc.envs import rollout
from ppc.envs.native import NATIVE
from ppc.envs.parity import numpy_uses_the_c_library

pytestmark = pytest.mark.skipif(not numpy_uses_the_c_library(), reason="NumPy brings functions of its own here")

# A policy that reaches the goal, and one that wanders.
CASES = [
    ("CartPole-v1", {"weights": [2.0, 3.0, 30.0, 6.0], "noise": 0.2}, range(200)),
    ("CartPole-v1", {"noise": 2.0}, range(1000, 1200)),
    ("Pendulum-v1", {"weights": [0.5, -3.0, -1.0], "noise": 0.5}, range(200)),
    ("Pendulum-v1", {"weights": [40.0, 0.0, 0.0], "noise": 1.0}, range(60)),  # spins: many turns
    ("MountainCar-v0", {"weights": [0.0, 900.0], "noise": 0.1}, range(200)),
    ("MountainCar-v0", {"noise": 3.0}, range(20)),
    ("MountainCarContinuous-v0", {"weights": [0.0, 900.0], "noise": 0.1}, range(200)),
    ("MountainCarContinuous-v0", {"noise": 1.0}, range(10)),
    ("Acrobot-v1", {"weights": [0.0, 0.0, 0.0, 0.0, -20.0, 4.0], "noise": 0.5}, range(200)),
    ("Acrobot-v1", {"weights": [0.0, 0.0, 0.0, 0.0, 4.0, -1.0], "noise": 0.1}, range(3)),
    ("Acrobot-v1", {"noise": 1.0}, range(10)),
    ("FrozenLake-v1", {"noise": 3.0}, range(300)),
    ("FrozenLake-v1", {"weights": [1000.0], "noise": 1000.0}, range(60)),  # up, along the first row
    ("FrozenLake8x8-v1", {"weights": [0.02], "noise": 1.0}, range(300)),
    ("FrozenLake8x8-v1", {"weights": [1000.0], "noise": 1000.0}, range(60)),
    # What float32 does to an action, and actions out of bounds.
    ("Pendulum-v1", {"noise": 1.0, "reach": 1.7}, range(20)),
    ("Pendulum-v1", {"noise": 1.0, "grain": 0.25}, range(20)),
    ("Pendulum-v1", {"noise": 1.0, "reach": 1e-4}, range(20)),  # powf of small torques
    ("MountainCarContinuous-v0", {"weights": [0.0, 900.0], "noise": 2.0, "reach": 1.9}, range(30)),
    ("MountainCarContinuous-v0", {"noise": 2.0, "grain": 0.5, "reach": 2.0}, range(10)),
    ("MountainCarContinuous-v0", {"weights": [5000.0, 0.0], "reach": 1.5}, range(20)),  # against the left wall
]


@pytest.mark.parametrize(("env_id", "options", "seeds"), CASES)
def test_every_bit_equals_gymnasium(env_id, options, seeds):
    policy = handmade(env_id)
    parameters = policy.parameters(**options)
    native = rollout(env_id, policy, seeds=seeds, parameters=parameters, record=True, engine="native")
    real = rollout(env_id, policy, seeds=seeds, parameters=parameters, record=True, engine="gymnasium")
    assert (native.engine, real.engine) == ("native", "gymnasium")
    assert native.lengths.tolist() == real.lengths.tolist()
    assert native.terminated.tolist() == real.terminated.tolist()
    assert native.truncated.tolist() == real.truncated.tolist()
    assert native.returns.tobytes() == real.returns.tobytes()
    for ours, theirs in (
        (native.observations, real.observations),
        (native.actions, real.actions),
        (native.rewards, real.rewards),
    ):
        assert [a.shape for a in ours] == [b.shape for b in theirs]
        assert all(a.tobytes() == b.tobytes() for a, b in zip(ours, theirs, strict=True))


def test_the_cases_end_in_every_way():
    """Otherwise equal bits would prove less than they seem to."""
    ends = {}
    for env_id, options, seeds in CASES:
        policy = handmade(env_id)
        result = rollout(env_id, policy, seeds=list(seeds)[:50], parameters=policy.parameters(**options))
        found = ends.setdefault(env_id, set())
        found |= set(zip(result.terminated.tolist(), result.truncated.tolist(), strict=True))
    assert ends.pop("Pendulum-v1") == {(False, True)}
    assert set(ends) == set(NATIVE) - {"Pendulum-v1"}
    for env_id, found in ends.items():
        assert {(True, False), (False, True)} <= found, env_id


def test_gymnasium_steps_what_the_native_engine_steps():
    """The bridge's numbers are Gymnasium's: a loop written here agrees with it."""
    import gymnasium

    env_id, seed = "Pendulum-v1", 17
    policy = handmade(env_id)
    recorded = rollout(env_id, policy, seeds=[seed], record=True, engine="native")
    env = gymnasium.make(env_id)
    observation, _ = env.reset(seed=seed)
    total = 0.0
    for t, action in enumerate(recorded.actions[0]):
        assert np.array_equal(recorded.observations[0][t], observation.astype(np.float64))
        observation, reward, terminated, truncated, _ = env.step(action.astype(np.float32))
        assert reward == recorded.rewards[0][t]
        total += float(reward)
    assert (terminated, truncated, total) == (False, True, recorded.returns[0])
