"""What `ppc bench` measures: the figures are there, and the work was done."""

from __future__ import annotations

import json

import numpy as np
from handmade import handmade

from ppc.envs import rollout, task_for
from ppc.envs.throughput import action_histogram, measure, trajectory_hash


def test_a_measurement_has_its_keys():
    result = json.loads(json.dumps(measure(task_for("Pendulum-v1"), handmade("Pendulum-v1"), name="walk", seconds=0.05)))
    assert result["env"] == "Pendulum-v1" and result["engine"] == "native" and result["policy"] == "walk"
    assert result["steps_per_s"] > 0 and result["gymnasium_steps_per_s"] > 0
    assert result["ratio_gymnasium"] == result["steps_per_s"] / result["gymnasium_steps_per_s"]
    assert set(result["call_ns"]) == {"python_median", "c_median"} and result["call_ns"]["c_median"] > 0
    assert result["gymnasium_hash_equal"] is True
    assert sum(result["action_histogram"]["torque"]["counts"]) == 4 * 200


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
