"""The tasks of the MuJoCo engine: plain data that needs no MuJoCo, and agrees with Gymnasium where it is installed."""

from __future__ import annotations

import ast
import subprocess
import sys

import numpy as np
import pytest

from ppc.compiler.signature import Box
from ppc.envs import list_mujoco_tasks, task_for

TASKS = list_mujoco_tasks()


@pytest.mark.parametrize("task", TASKS, ids=lambda t: t.env_id)
def test_tasks_are_complete(task):
    assert all(f.name.isidentifier() and f.meaning for f in task.observation)
    assert isinstance(task.action, Box) and all(f.name.isidentifier() and f.meaning for f in task.action.fields)
    assert task.description and task.reward_text and task.dt
    ast.parse(task.reward_code)
    assert task.reward_code.startswith("def reward(")
    assert task_for(task.env_id) is task


@pytest.mark.parametrize("task", TASKS, ids=lambda t: t.env_id)
def test_tasks_agree_with_gymnasium(task, tmp_path, monkeypatch):
    pytest.importorskip("mujoco", reason="MuJoCo is not installed")
    import gymnasium

    monkeypatch.chdir(tmp_path)  # MuJoCo logs into the working directory
    env = gymnasium.make(task.env_id)
    real, space = env.unwrapped, env.action_space
    assert task.obs_size == env.observation_space.shape[0]
    assert [np.float32(f.low) for f in task.action.fields] == space.low.tolist()
    assert [np.float32(f.high) for f in task.action.fields] == space.high.tolist()
    assert task.dt == pytest.approx(real.dt, rel=1e-15)
    assert task.horizon == env.spec.max_episode_steps
    assert (task.success.threshold if task.success else None) == env.spec.reward_threshold
    gears = [f"{g:g} N" for g in real.model.actuator_gear[:, 0]]
    assert all(gear in f.meaning for gear, f in zip(gears, task.action.fields, strict=True))
    # The groups are the stretches that Gymnasium names.
    structure = {k: v for k, v in getattr(real, "observation_structure", {}).items() if v and k != "skipped_qpos"}
    assert {n: stop - first for n, (first, stop) in task.groups.items()}.items() >= structure.items()
    assert list(structure) == [n for n in task.groups if n in structure]


def test_a_task_needs_neither_mujoco_nor_numba():
    code = (
        "import sys; from ppc.envs import signature; print(signature('Ant-v5').obs_size);"
        "assert not {'mujoco', 'numba', 'gymnasium', 'llvmlite'} & set(sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "105\n"


def test_without_mujoco_one_line_says_what_to_install():
    code = (
        "import sys; sys.modules['mujoco'] = None\n"
        "import importlib.util as u; find = u.find_spec; u.find_spec = lambda n, *a: None if n == 'mujoco' else find(n, *a)\n"
        "from ppc.envs import rollout, signature, EngineUnavailable, EnvironmentFailed, why_not_compiled, task_for\n"
        "from ppc.compiler import compile_policy\n"
        "source = 'class P:\\n    def act(self, obs):\\n        return -obs[1]\\n'\n"
        "p = compile_policy(source, signature('InvertedPendulum-v5'))\n"
        "print(why_not_compiled(task_for('InvertedPendulum-v5')))\n"
        "for engine in ('mujoco', 'auto'):\n"
        "    try:\n"
        "        rollout('InvertedPendulum-v5', p, seeds=[0], engine=engine)\n"
        "    except (EngineUnavailable, EnvironmentFailed) as e:\n"
        "        print(type(e).__name__, e)\n"
    )
    lines = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.splitlines()
    assert len(lines) == 3 and all("pip install 'policy-compiler[mujoco]'" in line for line in lines)
    assert lines[1].startswith("EngineUnavailable") and lines[2].startswith("EnvironmentFailed")
