"""One step over lanes against one step of the exact engine, from states all over the space and just outside."""

from __future__ import annotations

import math
from importlib import import_module

import numpy as np
import pytest

from ppc.envs.native import load_environment
from ppc.envs.native.environment import LANES as EXACT_LANES
from ppc.envs.native.lanes import LANE_ENVIRONMENTS, engine
from ppc.envs.native.lanes.width import LANES

BATCHES = 400
# Bounds of the states to start from, and of the actions.
RANGES = {
    "cartpole": ([2.45, 3.0, 0.215, 3.0], (0, 1)),
    "pendulum": ([math.pi, 8.0], None),
    "mountain_car": ([0.9, 0.07], (0, 2)),
    "continuous_mountain_car": ([0.9, 0.07], None),
    "acrobot": ([math.pi, math.pi, 4 * math.pi, 9 * math.pi], (0, 2)),
}

LAKES = ("frozen_lake_4x4", "frozen_lake_8x8")


def stepped(dynamics, width, states, actions, n_obs):
    """New states, observations, rewards and ends of ``states`` f64[n, B * width] under ``actions`` f64[B * width]."""
    from numba import njit

    from ppc.envs.native.pointers import f64_at, i64_at

    step = dynamics()

    @njit(error_model="numpy")
    def run(state, action, observation, reward, terminated):
        step(width, f64_at(state), f64_at(action), f64_at(observation), f64_at(reward), i64_at(terminated))

    found = []
    for begin in range(0, states.shape[1], width):
        state, action = states[:, begin : begin + width].copy(), actions[begin : begin + width].copy()
        observation, reward = np.zeros((n_obs, width)), np.zeros(width)
        terminated = np.zeros(width, dtype=np.int64)
        run(*(a.ctypes.data for a in (state, action, observation, reward, terminated)))
        found.append((state, observation, reward, terminated))
    return [np.concatenate(parts, axis=-1) for parts in zip(*found, strict=True)]


def test_every_environment_has_a_test_here():
    assert sorted(LANE_ENVIRONMENTS) == sorted([*RANGES, *LAKES])


@pytest.mark.parametrize("name", RANGES)
def test_a_step_from_anywhere_is_the_exact_engines_but_for_rounding(name):
    environment, rng = load_environment(name), np.random.default_rng(6)
    bounds, choices = RANGES[name]
    count = BATCHES * LANES
    states = np.zeros((environment.state_size, count))
    for k, bound in enumerate(bounds):
        states[k] = rng.uniform(-bound, bound, count)
    if name.endswith("mountain_car"):
        states[0] -= 0.3  # from -1.2 to 0.6
    if name == "continuous_mountain_car":
        states[:2] = states[:2].astype(np.float32)
    if name == "pendulum":
        states[2] = np.sin(states[0])
    actions = (
        rng.uniform(-2.5, 2.5, count) if choices is None else rng.integers(choices[0], choices[1] + 1, count).astype(float)
    )
    n_obs = environment.task.obs_size
    exact = stepped(environment.dynamics, EXACT_LANES, states, actions, n_obs)
    lanes = stepped(import_module(f"ppc.envs.native.lanes.{name}").dynamics, LANES, states, actions, n_obs)
    # Rounding decides for a handful of states in thousands on which side of a limit they come to lie.
    near = np.isclose(exact[1], lanes[1], rtol=1e-6, atol=1e-6).all(axis=0) & np.isclose(
        exact[2], lanes[2], rtol=1e-6, atol=1e-6
    )
    assert near.mean() > 0.999
    assert (exact[3] == lanes[3]).mean() > 0.999
    if name != "pendulum":
        assert 0.001 < exact[3].mean() < 0.9  # some of the steps end the episode


@pytest.mark.parametrize("name", LAKES)
def test_a_step_on_the_ice_goes_where_the_exact_engines_goes(name):
    """From every cell with every action: the same cells, rewards and ends; each way a third of the time."""
    exact, lanes = load_environment(name), engine.environment_of(name)
    size = math.isqrt(int(exact.task.observation[0].high) + 1)
    rng, each = np.random.default_rng(4), 3 * LANES
    cells, actions = (a.ravel().astype(float) for a in np.meshgrid(np.arange(size * size), np.arange(4), indexing="ij"))
    cells, actions = np.repeat(cells, each), np.repeat(actions, each)
    states, _ = lanes.initial(rng.random((len(cells), 1)))
    states[:, 0], states[:, 1] = cells // size, cells % size
    own = stepped(import_module(f"ppc.envs.native.lanes.{name}").dynamics, LANES, states.T.copy(), actions, 1)
    assert np.array_equal(own[1][0], own[0][0] * size + own[0][1])
    # The exact engine with each of the three ways in turn.
    table = np.zeros((exact.state_size, len(cells)))
    table[0], table[2] = cells, np.tile([0.1, 0.5, 0.9], len(cells) // 3)
    theirs = stepped(exact.dynamics, EXACT_LANES, table, actions, 1)
    for group in range(0, len(cells), each):
        part = slice(group, group + each)
        outcomes = [set(zip(r[1][0][part], r[2][part], r[3][part], strict=True)) for r in (own, theirs)]
        assert outcomes[0] == outcomes[1]
    # Where all three ways lead to different cells, each is taken equally often: five standard errors of shares.
    mine, expected = own[1][0].reshape(-1, each), theirs[1][0].reshape(-1, each)
    inner = [g for g in range(len(mine)) if len(set(expected[g])) == 3]
    shares = np.mean([[(mine[g] == expected[g][way]).mean() for way in range(3)] for g in inner], axis=0)
    assert np.abs(shares - 1 / 3).max() < 5 * math.sqrt(2 / 9 / (len(inner) * each))
