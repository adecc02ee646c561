"""What `ppc bench` measures: the figures are there, and the work was done."""

from __future__ import annotations

import itertools
import json

import numpy as np
import pytest
from handmade import handmade

from ppc.compiler import Signature, compile_policy
from ppc.envs import rollout, signature, task_for, throughput
from ppc.envs.native import latency
from ppc.envs.policy import population
from ppc.envs.throughput import GymnasiumLoop, action_histogram, measure, trajectory_hash

CARTPOLE = signature("CartPole-v1")


def test_a_measurement_has_its_keys():
    result = json.loads(json.dumps(measure(task_for("Pendulum-v1"), handmade("Pendulum-v1"), name="walk", seconds=0.05)))
    assert result["env"] == "Pendulum-v1" and result["engine"] == "native" and result["policy"] == "walk"
    assert result["steps_per_s"] > 0 and result["gymnasium_steps_per_s"] > 0
    assert result["ratio_gymnasium"] == result["steps_per_s"] / result["gymnasium_steps_per_s"]
    calls = result["call_ns"]
    assert set(calls) == {"python_median", "python_p999", "c_median", "c_p999"} and calls["c_median"] > 0
    assert calls["python_p999"] >= calls["python_median"] and (calls["c_p999"] is None or calls["c_p999"] >= 0)
    assert result["lanes_steps_per_s"] is None, "a handmade policy has no vector code"
    assert result["gymnasium_hash_equal"] is True
    assert sum(result["action_histogram"]["torque"]["counts"]) == 4 * 200


def test_lanes_and_threads_are_measured_where_there_are_any():
    policy = compile_policy("class Policy:\n    def act(self, obs):\n        return 1 if obs[2] > 0.0 else 0\n", CARTPOLE)
    result = measure(task_for("CartPole-v1"), policy, seconds=0.02, threads=2)
    assert result["lanes_steps_per_s"] > 0 and result["threads"] == 2
    threaded = result["threaded"]
    assert threaded["threads"] == 2 and threaded["steps_per_s"] > 0 and threaded["gain"] > 0


def test_one_processor_has_no_threads_to_measure(monkeypatch):
    monkeypatch.setattr(throughput, "processors", lambda: 1)
    assert measure(task_for("CartPole-v1"), handmade("CartPole-v1"), seconds=0.02)["threaded"] is None


def test_python_steps_no_threads():
    found = measure(task_for("CartPole-v1"), handmade("CartPole-v1"), seconds=0.02, threads=2, engine="gymnasium")
    assert found["threaded"] is None and found["lanes_steps_per_s"] is None


def test_the_gymnasium_loop_plays_the_episodes_of_the_engine():
    task, code = task_for("CartPole-v1"), handmade("CartPole-v1")
    loop = GymnasiumLoop(task, code, population(code, code, None)[0])
    try:
        lengths = [loop.episode() for _ in range(4)]
    finally:
        loop.close()
    assert lengths == list(rollout("CartPole-v1", code, seeds=range(4)).lengths)


def test_a_slow_call_in_a_thousand_is_seen():
    """The tail is of single calls; one in two hundred is slow here, which a median cannot see."""
    now = iter(range(10**9))
    ticks = itertools.count()

    def act(_):
        if next(ticks) % 200 == 0:
            for _ in range(5000):
                next(now)

    clock = latency.time.perf_counter_ns
    try:
        latency.time.perf_counter_ns = lambda: next(now)
        median, tail = latency.python_latency(act, np.zeros((3, 1)))
    finally:
        latency.time.perf_counter_ns = clock
    assert (median, tail) == (0.0, 5000.0)


def test_the_call_loop_steps_the_policy():
    """A policy with memory counts its calls: blocks, then calls timed one by one."""
    source = "class Policy:\n    def __init__(self):\n        self.n = 0.0\n    def act(self, obs):\n        self.n += 1.0\n"
    policy = compile_policy(source + "        return self.n\n", Signature(obs_size=1, action="box:1[-1e9,1e9]"))
    code = policy.native()
    constants, state = population(policy, code, None)[0], np.zeros(code.n_state + 1)
    rows, action = np.zeros((3, 1)), np.zeros(1)
    call = (constants.ctypes.data, state.ctypes.data, rows.ctypes.data, 3, 1, action.ctypes.data)
    latency.call_loop()(code.step, *call, 7)
    assert action[0] == 7.0
    gettime, samples = latency._clock_gettime(), np.full(5, -1.0)
    if gettime is None:
        pytest.skip("the C library has no clock_gettime")
    latency._timed_loop()(code.step, *call, 5, gettime, latency.time.CLOCK_MONOTONIC, samples.ctypes.data)
    assert action[0] == 12.0 and (samples >= 0.0).all()
    latency._timed_loop()(0, *call, 5, gettime, latency.time.CLOCK_MONOTONIC, samples.ctypes.data)
    assert action[0] == 12.0, "with no step only the clock is read"


def test_the_hash_sees_every_bit():
    policy = handmade("CartPole-v1")
    result = rollout("CartPole-v1", policy, seeds=range(3), record=True)
    digest = trajectory_hash(result)
    assert digest == trajectory_hash(rollout("CartPole-v1", policy, seeds=range(3), record=True, engine="gymnasium"))
    result.observations[2][-1, 3] = np.nextafter(result.observations[2][-1, 3], 9.0)
    assert trajectory_hash(result) != digest


def test_the_histogram_counts_choices():
    policy = handmade("MountainCar-v0")
    result = rollout("MountainCar-v0", policy, seeds=range(3), record=True)
    counts = action_histogram(task_for("MountainCar-v0"), result)
    assert list(counts) == ["0", "1", "2"] and sum(counts.values()) == result.env_steps
    assert counts["2"] == sum((a == 2).sum() for a in result.actions)
