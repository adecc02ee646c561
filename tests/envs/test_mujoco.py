"""The MuJoCo engine against Gymnasium, bit for bit. tests/campaigns/mujoco.py does the same with more seeds."""

from __future__ import annotations

import threading

import numpy as np
import pytest
from handmade import handmade
from mujoco_cases import CASES, differences

from ppc.compiler import compile_policy
from ppc.compiler.faults import FAULT_BITS, first_site
from ppc.envs import EngineUnavailable, list_mujoco_tasks, open_evaluator, rollout, signature, task_for, why_not_compiled
from ppc.envs.mujoco import MUJOCO, engine, library
from ppc.envs.rollouts import compiled_engine

pytest.importorskip("mujoco", reason="MuJoCo is not installed")
if REASON := "; ".join({why for t in list_mujoco_tasks() if (why := library.unavailable(str(t.native)))}):
    pytest.skip(REASON, allow_module_level=True)

ENV = "Hopper-v5"
COLUMNS = ("returns", "lengths", "terminated", "truncated", "status")


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    """MuJoCo logs warnings about Gymnasium's files into the working directory."""
    monkeypatch.chdir(tmp_path)


def population(policy, rows=4):
    weights = np.random.default_rng(1).normal(size=(rows, policy.n_parameters - 4))
    return np.stack([policy.parameters(w, noise=0.5) for w in weights])


def same(a, b):
    return all(np.array_equal(getattr(a, c), getattr(b, c)) for c in COLUMNS)


@pytest.mark.parametrize(("env_id", "options"), CASES)
def test_every_bit_equals_gymnasium(env_id, options):
    found, _ = differences(env_id, handmade(env_id), options, [0, 7, 2**62 + 1])
    assert found == []


def test_the_cases_cover_every_environment_and_end():
    ends: dict[str, set[bool]] = {}
    for env_id, options in CASES:
        policy = handmade(env_id)
        result = rollout(env_id, policy, seeds=[0], parameters=policy.parameters(**options))
        assert result.engine == "mujoco"
        ends.setdefault(env_id, set()).add(bool(result.terminated[0]))
    assert set(ends) == set(MUJOCO)
    endless = {"HalfCheetah-v5", "Reacher-v5", "Swimmer-v5"}
    assert all((False in found) if e in endless else (True in found) for e, found in ends.items())


def test_a_policy_of_the_language_with_memory():
    source = """\
class Policy:
    def __init__(self):
        self.gain = 1.5
        self.reset()

    def reset(self):
        self.phase = 0.0
        self.last = np.zeros(2)

    def act(self, obs):
        self.phase += 2.0 * dt
        bend = obs.qvel[3:5] - self.last
        self.last = obs.qvel[3:5]
        return [math.sin(self.phase) - self.gain * obs[1], math.cos(self.phase) - 0.01 * bend[0]]
"""
    policy = compile_policy(f"import math\nimport numpy as np\n\n\n{source}".replace("dt", "0.04"), signature("Swimmer-v5"))
    ours, real = (rollout("Swimmer-v5", policy, seeds=range(3), record=True, engine=e) for e in ("mujoco", "gymnasium"))
    assert same(ours, real) and all(
        a.tobytes() == b.tobytes() for a, b in zip(ours.observations, real.observations, strict=True)
    )


def test_threads_order_and_company_change_nothing(monkeypatch):
    policy = handmade(ENV)
    table = population(policy)
    with open_evaluator(ENV, policy) as one, open_evaluator(ENV, policy, 3) as many:
        assert (one.engine, one.native) == ("mujoco", False)
        whole = one.evaluate(table, range(9))
        assert whole.returns.shape == (4, 9)
        assert same(whole, many.evaluate(table, range(9)))
        assert np.array_equal(one.evaluate(table, [8, 0, 3]).returns, whole.returns[:, [8, 0, 3]])
        assert one.evaluate(table[2], [5]).returns[0, 0] == whole.returns[2, 5]
        monkeypatch.setattr(engine, "_STEPS_PER_CALL", 1)
        assert same(whole, one.evaluate(table, range(9)))
    assert len(np.unique(whole.returns)) == whole.returns.size


def test_policies_are_compiled_in_the_calling_thread():
    """They compile when their addresses are first read: two threads would each free the code that the other one runs."""
    policy = handmade(ENV)
    readers = set()

    class Lazy:
        def __getattr__(self, name):
            if name in ("step", "reset"):
                readers.add(threading.current_thread())
            return getattr(policy, name)

    with open_evaluator(ENV, Lazy(), 2) as evaluator:
        evaluator.evaluate(population(policy), range(9))
    assert readers == {threading.current_thread()}


def test_records_add_up_and_change_nothing(monkeypatch):
    policy = handmade(ENV)
    plain = rollout(ENV, policy, seeds=range(7))
    assert plain.observations is None
    monkeypatch.setattr(engine, "_RECORDED", 2)
    for threads in (1, 2):
        recorded = rollout(ENV, policy, seeds=range(7), record=True, threads=threads)
        assert same(plain, recorded)
        for i, length in enumerate(recorded.lengths):
            assert recorded.observations[i].shape == (length + 1, 11) and recorded.actions[i].shape == (length, 3)
            assert sum(recorded.rewards[i].tolist()) == recorded.returns[i]


def test_kept_memory_is_gymnasiums():
    policy, results = handmade(ENV), []
    for name, threads in (("mujoco", 3), ("gymnasium", 1)):
        with open_evaluator(ENV, policy, threads, engine=name) as evaluator:
            results.append(evaluator.rollout(range(6), keep_memory=True))
    assert same(*results)
    assert not same(results[0], rollout(ENV, policy, seeds=range(6)))


def test_faults_and_horizon():
    policy = handmade("HalfCheetah-v5")
    with open_evaluator("HalfCheetah-v5", policy, horizon=30) as evaluator:
        result = evaluator.evaluate(policy.parameters(faulty_at=10.0), range(3))
    assert (result.lengths == 30).all() and result.truncated.all() and not result.terminated.any()
    assert set((result.status & FAULT_BITS).ravel()) == {6} and {first_site(int(s)) for s in result.status.ravel()} == {1}


@pytest.mark.parametrize("env_id", ["HalfCheetah-v5", "Humanoid-v5"])
def test_infinite_actions_are_gymnasiums(env_id):
    """No finished controller answers them. MuJoCo drops the control of such a step; the reward may count it."""
    policy = handmade(env_id)
    parameters = policy.parameters(noise=1.0, reach=np.inf)
    ours, real = (
        rollout(env_id, policy, seeds=[0], parameters=parameters, record=True, engine=e) for e in ("mujoco", "gymnasium")
    )
    assert same(ours, real) and ours.observations[0].tobytes() == real.observations[0].tobytes()
    assert ours.returns[0] == -np.inf


def test_an_unknown_version_falls_back_and_says_so(monkeypatch):
    import mujoco

    policy, task = handmade(ENV), task_for(ENV)
    before = rollout(ENV, policy, seeds=[0])
    monkeypatch.setattr(mujoco, "__version__", "9.1.0")
    library.unavailable.cache_clear()
    try:
        assert "MuJoCo 9.1.0 is none of the versions" in why_not_compiled(task)
        after = rollout(ENV, policy, seeds=[0])
        assert (before.engine, after.engine) == ("mujoco", "gymnasium") and same(before, after)
        with pytest.raises(EngineUnavailable, match=r"MuJoCo 9\.1\.0"):
            rollout(ENV, policy, seeds=[0], engine="mujoco")
    finally:
        monkeypatch.undo()
        library.unavailable.cache_clear()
    assert why_not_compiled(task) == ""


def test_arguments_of_the_environment_take_the_bridge():
    task = task_for(ENV, {"reset_noise_scale": 0.0})
    assert compiled_engine(task) is None
    with pytest.raises(EngineUnavailable, match="no mujoco engine"):
        rollout(task, handmade(ENV), seeds=[0], engine="mujoco")
    with pytest.raises(EngineUnavailable, match="use mujoco or gymnasium"):
        rollout(ENV, handmade(ENV), seeds=[0], engine="native")
