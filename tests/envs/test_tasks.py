"""Tasks, task files, statistics, and what importing the package costs."""

from __future__ import annotations

import json
import math
import subprocess
import sys

import gymnasium
import numpy as np
import pytest
from handmade import handmade

from ppc.compiler.signature import Box, Discrete, Field
from ppc.envs import Success, Task, TaskFileError, list_tasks, rollout, signature, summary, task_for
from ppc.envs.spaces import action_fields, observation_layout
from ppc.envs.statistics import confidence_interval

MINIMAL = """
env = "Nowhere-v0"
action = "box:1[-2,2]"
horizon = 50
[[observation]]
name = "height"
unit = "m"
low = 0
high = 3.5
meaning = "above the floor"
[[observation]]
name = "speeds"
size = 2
"""


@pytest.mark.parametrize("task", list_tasks(), ids=lambda t: t.env_id)
def test_our_tasks_agree_with_gymnasium(task):
    env = gymnasium.make(task.env_id)
    layout, action = observation_layout(env.observation_space), action_fields(env.action_space)
    assert task.obs_size == sum(p.size for p in layout.parts)
    assert task.horizon == env.spec.max_episode_steps
    assert (task.success.threshold if task.success else None) == env.spec.reward_threshold
    if isinstance(action, Discrete):
        assert isinstance(task.action, Discrete) and task.action.n == action.n == len(task.action.choices)
    else:
        assert [(f.low, f.high) for f in task.action.fields] == [(f.low, f.high) for f in action.fields]
    for ours, theirs in zip(task.observation, layout.fields, strict=True):
        assert (np.float32(ours.low), np.float32(ours.high)) == (theirs.low, theirs.high), ours.name
        assert ours.name.isidentifier() and ours.meaning
    assert task.description and task.reward_text
    assert task.reward_code.startswith("def reward(")
    compile(task.reward_code, task.env_id, "exec")  # it is for reading, and must read as Python


def test_signature_is_the_tasks():
    sig = signature("CartPole-v1")
    assert sig.obs_size == 4 and sig.discrete and sig.dt == 0.02
    assert sig.name == "cartpole_v1"  # an identifier, for generated code
    assert sig.offsets()["pole_angle"] == (2, 1)
    assert signature("MountainCar-v0").safe_action == (1.0,)  # coasting, not driving left
    assert signature("Pendulum-v1", task=task_for("Acrobot-v1")).obs_size == 6


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"observation": ()}, "at least one field"),
        ({"observation": (Field("a"), Field("a"))}, "'a' is named twice"),
        ({"dt": -1.0}, "positive number of seconds"),
        ({"horizon": 0}, "at least one step"),
        ({"safe_action": (0.0, 0.0)}, "2 elements, the action 1"),
        ({"safe_action": (5.0,)}, "outside"),
    ],
)
def test_contradictory_tasks(changes, message):
    parts = {"observation": (Field("a"),), "action": Box((Field("u", low=-1.0, high=1.0),)), **changes}
    with pytest.raises(ValueError, match=message):
        Task(env_id="X-v0", name="x", **parts)


def test_a_complete_task_file_needs_no_environment(tmp_path):
    path = tmp_path / "task.toml"
    path.write_text(
        MINIMAL.replace("horizon", "dt = 0.01\nsafe_action = [1]\nhorizon")
        + '[reward]\ntext = "height"\n[success]\nthreshold = 2\nterminated = false\n[prompt]\nfields = false\n'
        + '[env_kwargs]\ngravity = 9.8\n[groups]\npose = "0:2"\n'
    )
    task = task_for(None, task_file=path)
    assert task.observation[0] == Field("height", "m", 0.0, 3.5, "above the floor")
    assert task.obs_size == 3 and task.signature().offsets()["speeds"] == (1, 2)
    assert task.signature().offsets()["pose"] == (0, 2)
    assert (task.dt, task.horizon, task.safe_action, task.name) == (0.01, 50, (1.0,), "nowhere-v0")
    assert (task.prompt_fields, task.prompt_reward, task.reward_text) == (False, True, "height")
    assert task.success == Success(2.0, False) and task.success.of(2.0, False) and not task.success.of(3.0, True)
    assert task.env_kwargs == {"gravity": 9.8}
    assert task_for("Nowhere-v0", {"wind": 1}, path).env_kwargs == {"gravity": 9.8, "wind": 1}


def test_what_a_file_leaves_out_comes_from_the_environment(tmp_path):
    path = tmp_path / "task.toml"
    path.write_text('env = "Acrobot-v1"\nname = "swing"\n[action]\nchoices = ["left", "rest", "right"]\n')
    task = task_for(None, task_file=path)
    assert (task.name, task.obs_size, task.horizon, task.success) == ("swing", 6, 500, Success(-100.0))
    assert task.action == Discrete(3, ("left", "rest", "right"))
    result = rollout(task, handmade("Acrobot-v1"), seeds=[0])
    assert result.engine == "gymnasium" and result.env_id == "Acrobot-v1"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("env = ", "not valid TOML"),
        ("dt = 0.1", "env is missing"),
        (MINIMAL + '[groups]\npose = "0-2"\n', 'write name = "first:stop"'),
        (MINIMAL + '[groups]\npose = "0:9"\n', "the group 'pose' is 0:9, the observation has elements 0:3"),
        (MINIMAL + "[colour]\n", "unknown key 'colour'; known are"),
        ("env = 3", "env must be text, not 3"),
        (MINIMAL.replace("horizon = 50", "horizon = 50.5"), "horizon must be a whole number"),
        (MINIMAL.replace("horizon = 50", "horizon = true"), "horizon must be a whole number"),
        (MINIMAL.replace("horizon = 50", "horizon = 50\ndt = 0"), "dt must be a positive number"),
        (MINIMAL.replace("box:1[-2,2]", "cube:1"), "cannot read the action space 'cube:1'"),
        (MINIMAL.replace('action = "box:1[-2,2]"', "action = 3"), "action must be text"),
        (MINIMAL.replace('"height"', '"pole angle"'), r"observation\[0\].name must be an identifier"),
        (MINIMAL.replace("low = 0", "low = 9"), r"observation\[0\]: low is not below high"),
        (MINIMAL.replace("low = 0", 'low = "zero"'), r"observation\[0\].low must be a number"),
        (MINIMAL.replace("size = 2", "size = 0"), "size must be at least 1"),
        (MINIMAL.replace('"speeds"', '"height"'), "'height' is named twice"),
        (MINIMAL.replace("horizon", "safe_action = [7]\nhorizon"), "outside of"),
        (MINIMAL + "[success]\nterminated = true\n", "success.threshold is missing"),
        (MINIMAL + '[action_fields]\nx = "y"\n', "unknown key"),
    ],
)
def test_bad_task_files(tmp_path, text, message):
    path = tmp_path / "task.toml"
    path.write_text(text)
    with pytest.raises(TaskFileError, match=message) as caught:
        task_for(None, task_file=path)
    assert str(path) in str(caught.value)


def test_missing_and_contradicting_files(tmp_path):
    with pytest.raises(TaskFileError, match="cannot be read: No such file"):
        task_for(None, task_file=tmp_path / "none.toml")
    path = tmp_path / "task.toml"
    path.write_text(MINIMAL)
    with pytest.raises(TaskFileError, match="describes Nowhere-v0, not CartPole-v1"):
        task_for("CartPole-v1", task_file=path)


def test_summary_is_plain_json():
    policy = handmade("CartPole-v1")
    result = rollout("CartPole-v1", policy, seeds=range(30), parameters=policy.parameters([2.0, 3.0, 30.0, 6.0]))
    figures = json.loads(json.dumps(summary(result, task_for("CartPole-v1")), allow_nan=False))
    assert list(figures) == ["env", "episodes", "mean_return", "ci95", "success_rate", "mean_length", "env_steps"]
    assert figures["mean_return"] == figures["mean_length"] == result.returns.mean()
    assert figures["env_steps"] == result.lengths.sum()
    assert figures["success_rate"] == np.mean(result.returns >= 475)
    single = summary(rollout("Pendulum-v1", handmade("Pendulum-v1"), seeds=[1]), task_for("Pendulum-v1"))
    assert single["ci95"] == [None, None] and single["success_rate"] is None


@pytest.mark.parametrize("n", [100, 20_000])
def test_the_interval_covers_the_mean_at_its_rate(n):
    generator, hits = np.random.default_rng(1), 0
    for _ in range(60):
        low, high = confidence_interval(generator.exponential(size=n))
        hits += low <= 1.0 <= high
    assert 51 <= hits <= 60
    assert high - low == pytest.approx(2 * 1.96 / math.sqrt(n), rel=0.5)


def test_importing_is_cheap():
    code = (
        "import sys, ppc.envs\n"
        "assert 'numpy' not in sys.modules, 'numpy'\n"
        "ppc.envs.list_tasks(), ppc.envs.signature('CartPole-v1')\n"
        "heavy = {'numba', 'gymnasium', 'llvmlite'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_entries_of_a_dict_are_groups_by_their_names() -> None:
    inner = gymnasium.spaces.Dict({"velocity": gymnasium.spaces.Box(-1.0, 1.0, (3,)), "on": gymnasium.spaces.Discrete(2)})
    space = gymnasium.spaces.Dict(
        {"goal": gymnasium.spaces.Box(-1.0, 1.0, (2,)), "hand": inner, "map": gymnasium.spaces.Box(0.0, 1.0, (10, 10))}
    )
    layout = observation_layout(space)
    # One number is a field, and so is a box that is too large to name every element.
    assert layout.groups == {"goal": (0, 2), "hand": (2, 6), "hand_velocity": (3, 6)}
    assert {"hand_on", "map"} <= {f.name for f in layout.fields}
    assert observation_layout(gymnasium.spaces.Box(-1.0, 1.0, (4,))).groups == {}
