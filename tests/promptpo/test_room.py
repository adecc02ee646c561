"""Containers of unproven size are compiled with the room that episodes need."""

from __future__ import annotations

import numpy as np

from ppc.compiler.budgets import Room
from ppc.compiler.faults import FAULTS
from ppc.promptpo.engine import TaskEngine
from ppc.promptpo.room import make_room

LEARNER = """
class Policy:
    def __init__(self):
        self.seen = {}
        self.t = 0

    def act(self, obs):
        self.t += 1
        self.seen[self.t] = obs[2]
        return 1 if self.seen[self.t] + 0.3 * obs[3] + 0.1 * obs[1] > 0 else 0
"""


def test_a_container_that_overflows_is_made_larger_until_it_does_not() -> None:
    engine = TaskEngine.named("CartPole-v1")
    policy = engine.compile(LEARNER, "learner")
    assert policy.room.items == 256
    found = make_room(engine, policy, "learner", [1, 2])
    grown = engine.compile(found["source"], "learner")
    assert grown.room == Room(512, 32)
    assert found["source"].splitlines()[: len(LEARNER.splitlines())] == LEARNER.splitlines()
    assert found["episodes"] == 4
    status = [engine.open(p).evaluate(np.asarray([p.default_parameters]), [1, 2]).status for p in (policy, grown)]
    full = FAULTS["capacity"].bit
    assert (status[0].astype(np.int64) & full).all()
    assert not (status[1].astype(np.int64) & full).any()


def test_a_policy_without_such_containers_costs_nothing() -> None:
    engine = TaskEngine.named("CartPole-v1")
    policy = engine.compile("class Policy:\n    def act(self, obs):\n        return 1 if obs[2] > 0 else 0\n", "plain")
    assert not policy.bounded
    assert make_room(engine, policy, "plain", [1]) == {"source": policy.source, "env_steps": 0, "episodes": 0}
