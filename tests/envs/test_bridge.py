"""Any environment through Gymnasium: the user's own, awkward spaces, misbehaviour."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from handmade import handmade

from ppc.compiler.signature import Signature
from ppc.envs import (
    EngineUnavailable,
    EnvironmentFailed,
    PolicyMismatch,
    UnknownEnvironment,
    UnsupportedSpace,
    open_evaluator,
    rollout,
    signature,
    task_for,
)

COUNTER = "tiny_environment:Counter-v0"


@pytest.fixture(autouse=True)
def in_test_folder(monkeypatch):
    """The user's module is found because it lies in the working directory."""
    monkeypatch.chdir(Path(__file__).parent)
    monkeypatch.setattr(sys, "path", [p for p in sys.path if p not in ("", str(Path(__file__).parent))])


def test_dict_and_tuple_observations_get_names():
    task = task_for(COUNTER)
    assert [f.name for f in task.observation] == ["level_0", "level_1", "mode_0", "mode_1_0", "mode_1_1"]
    assert (task.observation[2].low, task.observation[2].high) == (5.0, 7.0)
    assert (task.horizon, task.dt, task.success.threshold) == (9, 0.125, 0.3)
    assert [(f.name, f.low, f.high) for f in task.action.fields] == [("action_0", -1.0, 1.0), ("action_1", 0.0, 2.0)]
    assert task.name == "counter-v0"


def test_a_user_environment_runs():
    policy = handmade(COUNTER)
    result = rollout(COUNTER, policy, seeds=range(6), record=True)
    assert result.engine == "gymnasium"
    first = result.observations[0]
    assert first[0, 1] == float(np.float32(0.1))  # float32 widened exactly
    assert first[:3, 2].tolist() == [5.0, 6.0, 7.0]
    assert first[0, 3:].tolist() == [1.0, 0.0]
    assert result.rewards[0][0] == float(np.float32(0.1))
    assert result.returns[0] == sum(result.rewards[0].tolist())
    assert result.actions[0].shape == (result.lengths[0], 2)
    assert result.observations[0].shape == (result.lengths[0] + 1, 5)


def test_keyword_arguments_reach_the_environment():
    policy = handmade(COUNTER)
    still = rollout(COUNTER, policy, seeds=range(4), env_kwargs={"scale": 0.0})
    assert still.truncated.all() and (still.lengths == 9).all()
    assert rollout(COUNTER, policy, seeds=range(4), env_kwargs={"scale": 5.0}).terminated.all()


def test_the_evaluator_runs_populations():
    policy = handmade(COUNTER)
    with open_evaluator(COUNTER, policy) as evaluator:
        assert not evaluator.native
        table = np.stack([policy.parameters(noise=1.0), policy.parameters(noise=0.0)])
        result = evaluator.evaluate(table, range(3))
    single = rollout(COUNTER, policy, seeds=range(3), parameters=table[1])
    assert np.array_equal(result.returns[1], single.returns)
    assert result.returns.dtype == np.float64 and result.lengths.dtype == np.int64
    assert result.terminated.dtype == np.bool_ and result.status.dtype == np.int64


def test_shifted_discrete_actions_and_endless_episodes(monkeypatch):
    import ppc.envs.bridge

    monkeypatch.setattr(ppc.envs.bridge, "UNBOUNDED_HORIZON", 50)
    env_id = "tiny_environment:Shifted-v0"
    result = rollout(env_id, handmade(env_id), seeds=[1], record=True)
    assert set(np.unique(result.actions[0])) == {0.0, 1.0}
    assert result.observations[0][1:, 0].tolist() == result.actions[0][:, 0].tolist()
    assert result.lengths.tolist() == [50] and result.truncated.all()


def test_tuple_and_integer_observations_of_gymnasium():
    blackjack, lake = handmade("Blackjack-v1"), handmade("FrozenLake-v1")
    assert blackjack.obs_size == 3 and lake.obs_size == 1
    assert set(rollout("Blackjack-v1", blackjack, seeds=range(20)).returns) <= {-1.0, 0.0, 1.0, 1.5}
    recorded = rollout("FrozenLake-v1", lake, seeds=range(3), record=True)
    assert all(o.min() >= 0 and o.max() <= 15 for o in recorded.observations)


@pytest.mark.parametrize(
    ("fail", "message"),
    [
        ("reset", r"tiny_environment:Counter-v0 failed in reset: RuntimeError: no power"),
        ("step", r"failed in step: ZeroDivisionError: motor$"),
        ("shape", r"failed in step: ValueError: an observation of 2 elements was promised, 3 came"),
    ],
)
def test_a_failing_environment_is_named(fail, message):
    with pytest.raises(EnvironmentFailed, match=message) as caught:
        rollout(COUNTER, handmade(COUNTER), seeds=[0], env_kwargs={"fail": fail, "scale": 0.0})
    assert caught.value.env_id == COUNTER and caught.value.__cause__ is not None


@pytest.mark.parametrize(
    ("env_id", "message"),
    [
        ("tiny_environment:Wordy-v0", "observation space Text is not supported"),
        ("tiny_environment:Many-v0", "action space MultiDiscrete is not supported"),
    ],
)
def test_unsupported_spaces(env_id, message):
    with pytest.raises(UnsupportedSpace, match=message):
        task_for(env_id)


@pytest.mark.parametrize(
    ("env_id", "message", "matches"),
    [
        ("CartPol-v1", "did you mean CartPole-v1", "CartPole-v1"),
        ("cartpole-v1", "did you mean CartPole-v1", "CartPole-v1"),
        ("Pendulum-v9", "did you mean Pendulum-v1", "Pendulum-v1"),
        ("tiny_environment:Nothing-v0", "unknown environment", None),
        ("no_such_module:Nothing-v0", "no module 'no_such_module'", None),
        ("not an id", "an id looks like Name-v0", None),
    ],
)
def test_unknown_environments(env_id, message, matches):
    with pytest.raises(UnknownEnvironment, match=message) as caught:
        signature(env_id)
    assert matches is None or matches in caught.value.matches


def test_a_module_that_raises(tmp_path, monkeypatch):
    (tmp_path / "broken_environment.py").write_text("1 / 0\n")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(EnvironmentFailed, match="failed in import broken_environment: ZeroDivisionError"):
        task_for("broken_environment:X-v0")
    (tmp_path / "needs_more.py").write_text("import surely_not_installed_anywhere\n")
    with pytest.raises(EnvironmentFailed, match="surely_not_installed_anywhere"):
        task_for("needs_more:X-v0")


def test_a_policy_for_something_else_is_refused():
    cartpole = handmade("CartPole-v1")
    with pytest.raises(PolicyMismatch, match="compiled for 4 observations, Acrobot-v1 gives 6"):
        rollout("Acrobot-v1", cartpole, seeds=[0])
    three = SimpleNamespace(obs_size=4, action_size=1, signature=Signature(obs_size=4, action="discrete:3"))
    with pytest.raises(PolicyMismatch, match="3 choices, CartPole-v1 has 2"):
        rollout("CartPole-v1", three, seeds=[0])
    with pytest.raises(PolicyMismatch, match="takes box:1"):
        rollout("Pendulum-v1", SimpleNamespace(obs_size=3, action_size=1, signature=three.signature), seeds=[0])


def test_a_task_that_contradicts_its_environment_is_refused():
    task = replace(task_for("Pendulum-v1"), env_id="CartPole-v1", native=None)
    with pytest.raises(PolicyMismatch, match="pendulum-v1 has 3 observations, CartPole-v1 gives 4"):
        rollout(task, handmade("Pendulum-v1"), seeds=[0])


def test_other_arguments_leave_the_native_engine():
    policy = handmade("Pendulum-v1")
    assert rollout("Pendulum-v1", policy, seeds=[0], env_kwargs={"g": 9.81}).engine == "gymnasium"
    with pytest.raises(EngineUnavailable, match="no native engine"):
        rollout("Pendulum-v1", policy, seeds=[0], env_kwargs={"g": 9.81}, engine="native")


def test_native_is_left_where_numpy_is_built_otherwise(monkeypatch):
    import ppc.envs.parity

    monkeypatch.setattr(ppc.envs.parity, "numpy_uses_the_c_library", lambda: False)
    policy = handmade("CartPole-v1")
    assert rollout("CartPole-v1", policy, seeds=[0]).engine == "gymnasium"
    with pytest.raises(EngineUnavailable, match="would not be Gymnasium's"):
        rollout("CartPole-v1", policy, seeds=[0], engine="native")
