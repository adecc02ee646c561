"""Observations with named fields: attributes, keys, slices of fields, and guards that ask what an observation is."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from ppc.compiler import PolicyError, Signature, compile_policy
from ppc.compiler.ir.nodes import If
from ppc.compiler.signature import Field
from tests.oracle.compare import Job, cpython, first_difference
from tests.oracle.corpus import interpreted_answers, native_answers
from tests.oracle.objects import signature, stream

REACH = """
import numpy as np


class Policy:
    def act(self, obs):
        error = obs.achieved_goal - obs.hand
        carry = obs.desired_goal - obs["achieved_goal"]
        speed = obs.hand - obs.previous[0:3]
        near = np.linalg.norm(error) < 0.05 and obs.opening > 0.3
        target = carry if near else error
        move = np.clip(10.0 * target - 2.0 * speed, -1.0, 1.0)
        return np.array([move[0], move[1], move[2], 1.0 if near else -1.0])
"""
GAIT = """
import numpy as np


class Policy:
    def __init__(self):
        self.rest = np.array([0.1, -0.2, 0.3, -0.1, 0.2, -0.3])

    def act(self, obs):
        pitch = obs.qpos[1]
        joints = obs.qpos[2:]
        rates = obs["qvel"][-6:]
        lean = 0.3 * pitch + 0.1 * obs.qvel[2]
        return 1.5 * (self.rest - joints) - 0.1 * rates + lean * len(obs.qpos) / obs.qvel.shape[0]
"""
BRAKES = """
class Policy:
    def act(self, obs):
        slip = (obs["velocity"] - obs.wheel) / max(obs.velocity, 0.5)
        deceleration, requested = obs.obs_vector[:2]
        grip = obs.obs_vector[3]
        best, *others = sorted(obs.obs_vector[1:4])
        return min(requested, 0.5 * grip / max(slip, 0.05)) + 0.001 * deceleration + best + sum(others)
"""
GUARDS = """
import numpy as np


class Policy:
    def act(self, obs):
        if isinstance(obs, dict):
            angle = obs["observation"][2]
        elif hasattr(obs, "pole_angle"):
            angle = obs.pole_angle
        else:
            angle = obs[2]
        rate = obs.pole_velocity if hasattr(obs, "pole_velocity") else 0.0
        height = obs.height if hasattr(obs, "height") else 0.25
        drift = getattr(obs, "cart_velocity", 0.0) + getattr(obs, "wind", 0.125)
        values = obs if isinstance(obs, np.ndarray) else np.array(obs)
        return 1 if angle + 0.5 * rate + 0.1 * drift + 0.01 * values[0] > height - 0.25 else 0
"""
VECTOR = """
import numpy as np


class Policy:
    def act(self, obs):
        obs = np.asarray(obs, dtype=np.float64)
        x, v, angle, rate = obs
        return 1 if 3.0 * angle + rate + 0.1 * x + 0.3 * v > 0 else 0
"""
TRIES = """
class Policy:
    def act(self, obs):
        try:
            angle = obs.angle
        except AttributeError:
            angle = obs.pole_angle
        return 1 if angle + 0.3 * obs["pole_velocity"] > 0.0 else 0
"""
CASES = {"reach": (11, REACH), "gait": (6, GAIT), "brakes": (34, BRAKES), "guards": (1, GUARDS), "vector": (1, VECTOR),
         "tries": (1, TRIES)}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_policies_on_named_fields_agree_with_cpython(case: str, tmp_path: Path) -> None:
    task, text = CASES[case]
    path = tmp_path / "policy.py"
    path.write_text(text)
    layout = signature(task)
    observations, starts = stream(task, 400)
    (expected,) = cpython([Job(path, observations, layout.action_size, starts=starts, fields=layout.offsets())])
    assert not expected.raised
    assert len(np.unique(expected.actions)) > 1
    policy = compile_policy(text, layout)
    ours, faulty = native_answers(policy, observations, starts)
    assert first_difference(ours, expected.actions) is None
    assert not faulty.any()
    assert first_difference(interpreted_answers(policy, observations[:100], starts[:100]), ours) is None


def test_guards_leave_nothing_to_ask_at_run_time() -> None:
    program = compile_policy(GUARDS, signature(1)).program
    assert not any(isinstance(statement, If) for statement in program.step)
    assert not any(not site.code.startswith("action_") for site in program.sites)


def test_an_unknown_field_is_named_with_a_suggestion() -> None:
    with pytest.raises(PolicyError) as refused:
        compile_policy(GAIT.replace("obs.qpos[1]", "obs.qposs[1]"), signature(6))
    (diagnostic,) = refused.value.diagnostics
    assert diagnostic.code == "PPC214"
    assert diagnostic.span.line == text_line(GAIT, "obs.qpos[1]")
    assert "qpos" in (diagnostic.help or "")


def test_an_index_outside_of_a_field_is_refused_or_faults() -> None:
    """A slice of a vector must not reach into the next field."""
    with pytest.raises(PolicyError) as refused:
        compile_policy(GAIT.replace("obs.qpos[1]", "obs.qpos[8]"), signature(6))
    assert refused.value.diagnostics[0].span.line == text_line(GAIT, "obs.qpos[1]")


def text_line(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_groups_overlap_fields() -> None:
    source = """
class Policy:
    def act(self, obs):
        return obs.pole_angle + 10.0 * obs.pole[0] + 100.0 * obs["pole"][1] + 1000.0 * obs.obs_vector[1:3].sum()
"""
    layout = tuple(Field(name) for name in ("x", "v", "pole_angle", "pole_rate"))
    grouped = Signature(observation=layout, action="box:1", groups={"pole": (2, 4), "obs_vector": (0, 4)})
    action = compile_policy(source, grouped).controller().act([1.0, 2.0, 3.0, 4.0])
    assert action[0] == 3.0 + 30.0 + 400.0 + 5000.0


@pytest.mark.parametrize(
    ("groups", "message"),
    [({"x": (0, 2)}, "has the name of an observation field"), ({"both": (1, 5)}, "is 1:5, the observation has elements 0:2")],
)
def test_a_group_that_cannot_be_is_refused(groups: dict[str, tuple[int, int]], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Signature(observation=(Field("x"), Field("y")), action="box:1", groups=groups)
