"""What the engine's models leave out is on no number of an episode."""

from __future__ import annotations

import numpy as np
import pytest

from ppc.envs.mujoco import MUJOCO, load_environment
from ppc.envs.mujoco.environment import ARRAYS
from ppc.envs.task import Task
from ppc.envs.tasks import list_mujoco_tasks

mujoco = pytest.importorskip("mujoco", reason="MuJoCo is not installed")

from ppc.envs.mujoco import model as models  # noqa: E402

TASKS = list_mujoco_tasks()
TOUCHING = {"Ant-v5", "HalfCheetah-v5", "Hopper-v5", "Humanoid-v5", "Walker2d-v5"}
TWO_BALLS = """
<mujoco>
  <worldbody>
    <geom type="plane" size="1 1 1" contype="{floor_type}" conaffinity="{floor_affinity}"/>
    <body name="a" pos="0 0 1">
      <freejoint/>
      <geom name="a" size="0.1" contype="{ball_type}" conaffinity="{ball_affinity}"/>
    </body>
  </worldbody>
  <contact>{pair}</contact>
</mujoco>
"""


@pytest.mark.parametrize("task", TASKS, ids=lambda t: t.env_id)
def test_steps_have_the_bits_of_gymnasiums_model(task: Task) -> None:
    environment = load_environment(str(task.native))
    whole, lean = models.original(environment.xml), models.lean(environment.xml)
    assert (lean.ncam, lean.nlight) == (0, 0)
    assert models.may_touch(whole) == (task.env_id in TOUCHING)
    data = [mujoco.MjData(m) for m in (whole, lean)]
    rng = np.random.default_rng(0)
    for _ in range(400):
        control = rng.uniform(-1.0, 1.0, whole.nu)
        for m, d in zip((whole, lean), data, strict=True):
            d.ctrl[:] = control
            mujoco.mj_step(m, d)
            mujoco.mj_rnePostConstraint(m, d)
        for name in (a for a in ARRAYS if hasattr(data[0], a)):
            assert np.array_equal(getattr(data[0], name), getattr(data[1], name)), name
    assert np.array_equal(whole.body_mass, lean.body_mass)


def test_every_environment_is_compared() -> None:
    assert {t.env_id for t in TASKS} == set(MUJOCO)


@pytest.mark.parametrize(
    ("floor", "ball", "pair", "expected"),
    [
        ((1, 0), (0, 1), "", True),
        ((0, 1), (1, 0), "", True),
        ((1, 0), (1, 0), "", False),
        ((1, 2), (4, 2), "", False),
        ((0, 0), (0, 0), '<pair geom1="floor" geom2="a"/>', True),
    ],
)
def test_contacts_are_possible(floor: tuple[int, int], ball: tuple[int, int], pair: str, expected: bool) -> None:
    text = TWO_BALLS.format(
        floor_type=floor[0], floor_affinity=floor[1], ball_type=ball[0], ball_affinity=ball[1], pair=pair
    ).replace('type="plane"', 'name="floor" type="plane"')
    model = mujoco.MjModel.from_xml_string(text)
    data = mujoco.MjData(model)
    for _ in range(400):
        mujoco.mj_step(model, data)
        if data.ncon:
            break
    assert models.may_touch(model) == expected
    assert expected or data.ncon == 0
    assert not expected or data.ncon > 0
