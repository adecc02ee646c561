"""Probes compiled into the rollout against probes over the recorded episodes: the same bits, on every engine."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.lane_policies import LINEAR, MACHINE
from ppc.compiler import compile_policy
from ppc.compiler.faults import DISQUALIFYING_MASK, FAULTS
from ppc.compiler.probe import compile_probe
from ppc.envs import PolicyMismatch, open_evaluator, rollout, signature
from ppc.envs.probes import Probe, watched

# Memory, branches, every number that a probe is told.
STATISTICS = """
class Feedback:
    def reset(self):
        self.n = 0
        self.highest = -1e9
        self.trace = 0.0
    def step(self, obs, action, reward):
        self.n += 1
        if obs[0] + 0.1 * ACTION > self.highest:
            self.highest = obs[0] + 0.1 * ACTION
        self.trace = 0.9 * self.trace + reward + 0.01 * obs[-1]
    def summary(self):
        return {"n": self.n, "highest": self.highest, "trace": self.trace}
"""
# A list and a loop: no vector code.
LISTS = """
class Feedback:
    def __init__(self):
        self.seen = []
    def step(self, obs, action, reward):
        if len(self.seen) < 30:
            self.seen.append(obs[0])
    def summary(self):
        return f"{max(self.seen)} of {len(self.seen)}, {sum(self.seen)}"
"""
# Divides by zero in the step after LIMIT, in the summary where nothing was counted.
FAULTY = """
class Feedback:
    def __init__(self):
        self.n = 0
        self.worst = 0.0
    def step(self, obs, action, reward):
        self.n += 1
        self.worst = max(self.worst, 1.0 / (LIMIT + 1 - self.n))
    def summary(self):
        return {"n": self.n, "odds": 1.0 / (self.n % 2)}
"""
LAKE = "class Policy:\n    def act(self, obs):\n        return 1 if obs[0] < 8.0 else 2\n"
# Takes the root of a negative number where the cart is far out.
FAULTY_POLICY = """
import math
class Policy:
    def act(self, obs):
        return 1 if 8.0 * obs[2] + 1.5 * obs[3] > 0.001 * math.sqrt(0.1 - abs(obs[0])) else 0
"""
CARTPOLE, TASKS = "CartPole-v1", [*LINEAR, "FrozenLake-v1"]


def policy_of(env_id, policies=MACHINE):
    return compile_policy(policies.get(env_id, LAKE), signature(env_id))


def probe_of(source, env_id, **options):
    known = signature(env_id)
    return Probe.of(compile_probe(source.replace("ACTION", "action" if known.discrete else "action[0]"), known), **options)


def over_the_record(probe, result):
    answers = [watched(probe, *e) for e in zip(result.observations, result.actions, result.rewards, strict=True)]
    return np.array([a[0] for a in answers]), np.array([a[1] for a in answers])


def agrees(probe, result):
    summaries, status = over_the_record(probe, result)
    assert result.summaries.shape == (len(result.seeds), probe.answers)
    assert result.summaries.tobytes() == summaries.tobytes()
    assert result.probe_status.tolist() == status.tolist()


@pytest.mark.parametrize("source", [STATISTICS, LISTS])
@pytest.mark.parametrize("env_id", TASKS)
def test_in_the_loop_as_over_the_record(env_id, source):
    probe = probe_of(source, env_id)
    result = rollout(env_id, policy_of(env_id), seeds=range(150), record=True, probe=probe)
    agrees(probe, result)
    assert not result.probe_status.any() and (result.summaries[:, 0] == 1.0).all()
    assert len({row.tobytes() for row in result.summaries}) > 5


@pytest.mark.parametrize("engine", ["native", "gymnasium"])
def test_every_engine_answers_the_same(engine):
    probe, policy = probe_of(STATISTICS, "Pendulum-v1"), policy_of("Pendulum-v1")
    result = rollout("Pendulum-v1", policy, seeds=range(3), engine=engine, probe=probe)
    assert result.observations is None  # what the probe needed is not handed out
    assert (result.summaries[:, 1] == 200.0).all()
    native = rollout("Pendulum-v1", policy, seeds=range(3), engine="native", probe=probe)
    assert result.summaries.tobytes() == native.summaries.tobytes()


def test_a_probe_changes_nothing_else():
    policy = policy_of(CARTPOLE)
    plain = rollout(CARTPOLE, policy, seeds=range(200))
    watching = rollout(CARTPOLE, policy, seeds=range(200), probe=probe_of(FAULTY.replace("LIMIT", "50"), CARTPOLE))
    assert plain.summaries is None and plain.probe_status is None
    for column in ("returns", "lengths", "terminated", "truncated", "status"):
        assert np.array_equal(getattr(plain, column), getattr(watching, column))


@pytest.mark.parametrize("mode", ["exact", "lanes"])
def test_faults_of_a_probe_are_its_own(mode):
    probe = probe_of(FAULTY.replace("LIMIT", "180"), CARTPOLE)
    policy = compile_policy(LINEAR[CARTPOLE], signature(CARTPOLE))
    rows = policy.default_parameters * np.array([[1.0], [0.05], [-1.0], [0.4]])
    with open_evaluator(CARTPOLE, policy) as evaluator:
        result = evaluator.evaluate(rows, range(60), mode, probe=probe)
    assert not result.status.any()
    failed = (result.probe_status & DISQUALIFYING_MASK) != 0
    # After 180 steps in step, else in the summary of an even number of them.
    assert np.array_equal(failed, (result.lengths > 180) | (result.lengths % 2 == 0))
    assert 0 < (result.lengths[failed] <= 180).sum() < failed.sum() < failed.size
    assert (result.probe_status[failed] & FAULTS["zero_division"].bit != 0).all()
    assert len(set((result.probe_status[failed] >> 32).tolist())) == 2  # the two sites
    assert np.isnan(result.summaries[failed]).all()
    assert np.array_equal(result.summaries[~failed][:, 1], result.lengths[~failed].astype(float))


def test_faults_of_the_policy_are_not_the_probes():
    probe = probe_of(STATISTICS, CARTPOLE)
    result = rollout(CARTPOLE, compile_policy(FAULTY_POLICY, signature(CARTPOLE)), seeds=range(60), record=True, probe=probe)
    assert (result.status & DISQUALIFYING_MASK).any() and not result.probe_status.any()
    agrees(probe, result)


def test_faulty_summaries_are_those_of_the_record():
    probe = probe_of(FAULTY.replace("LIMIT", "180"), CARTPOLE)
    result = rollout(CARTPOLE, policy_of(CARTPOLE), seeds=range(80), record=True, probe=probe)
    assert result.probe_status.any()
    agrees(probe, result)


@pytest.mark.parametrize("mode", ["exact", "lanes"])
def test_threads_populations_and_company_change_nothing(mode):
    probe, policy = probe_of(STATISTICS, CARTPOLE), compile_policy(LINEAR[CARTPOLE], signature(CARTPOLE))
    rows = policy.default_parameters * np.array([[1.0], [0.3], [-0.5]])
    with open_evaluator(CARTPOLE, policy) as one, open_evaluator(CARTPOLE, policy, 3) as many:
        assert one.lanes and probe.code.vectorises
        whole = one.evaluate(rows, range(170), mode, probe=probe)
        assert whole.summaries.shape == (3, 170, 4)
        again = many.evaluate(rows, range(170), mode, probe=probe)
        assert whole.summaries.tobytes() == again.summaries.tobytes()
        assert np.array_equal(whole.probe_status, again.probe_status)
        for candidate, seed in ((0, 0), (1, 31), (2, 169)):
            alone = one.evaluate(rows[candidate], [seed], mode, probe=probe)
            assert alone.summaries[0, 0].tobytes() == whole.summaries[candidate, seed].tobytes()
    assert np.array_equal(whole.summaries[:, :, 1], whole.lengths.astype(float))


def test_lanes_watch_as_the_exact_engine_does():
    """Before rounding has had time to grow summaries are equal but for it."""
    probe, policy = probe_of(STATISTICS, CARTPOLE), policy_of(CARTPOLE)
    with open_evaluator(CARTPOLE, policy, horizon=40) as evaluator:
        exact = evaluator.evaluate(None, range(200), probe=probe)
        lanes = evaluator.evaluate(None, range(200), "lanes", probe=probe)
    assert np.array_equal(exact.lengths, lanes.lengths)
    assert np.allclose(exact.summaries, lanes.summaries, rtol=1e-5, atol=1e-7)


def test_a_probe_without_vector_code_takes_the_exact_engine():
    probe, policy = probe_of(LISTS, CARTPOLE), policy_of(CARTPOLE)
    assert not probe.code.vectorises
    with open_evaluator(CARTPOLE, policy) as evaluator:
        assert evaluator.lanes
        exact = evaluator.evaluate(None, range(90), probe=probe)
        lanes = evaluator.evaluate(None, range(90), "lanes", probe=probe)
    assert exact.summaries.tobytes() == lanes.summaries.tobytes()


def test_memory_begins_anew_where_the_policys_is_kept():
    probe, policy = probe_of(STATISTICS, CARTPOLE), policy_of(CARTPOLE)
    with open_evaluator(CARTPOLE, policy) as evaluator:
        result = evaluator.rollout([3, 3, 4], record=True, keep_memory=True, probe=probe)
    agrees(probe, result)
    assert result.summaries[:, 1].tolist() == result.lengths.tolist()


def test_a_reward_that_is_kept_back_is_nan():
    probe = probe_of(STATISTICS, CARTPOLE, rewarded=False)
    policy = policy_of(CARTPOLE)
    with open_evaluator(CARTPOLE, policy) as evaluator:
        result = evaluator.rollout(range(40), record=True, probe=probe)
        lanes = evaluator.evaluate(None, range(40), "lanes", probe=probe)
    agrees(probe, result)
    assert np.isnan(result.summaries[:, 3]).all() and np.isfinite(result.summaries[:, 2]).all()
    assert np.isnan(lanes.summaries[0, :, 3]).all() and np.isfinite(lanes.summaries[0, :, 2]).all()


def test_answers_are_as_many_as_the_summary_has_numbers():
    assert probe_of(STATISTICS, CARTPOLE).answers == 4  # which return it was, then three numbers


def test_a_probe_for_another_task_is_refused():
    with pytest.raises(PolicyMismatch, match="compiled for 4 observed and acted numbers, CartPole-v1 has 4 and 1"):
        rollout(CARTPOLE, policy_of(CARTPOLE), seeds=[0], probe=probe_of(STATISTICS, "Pendulum-v1"))
