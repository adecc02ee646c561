"""The model's feedback: what it sees, what it may return, and what becomes of it when it is broken.

Feedback classes of these tests are Python as well: what compiled code tells is compared with what Python computes.
"""

from __future__ import annotations

import inspect
import math
import textwrap
from collections import deque
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from ppc.compiler import PolicyError
from ppc.compiler.signature import Box, Discrete, Field
from ppc.envs import Task
from ppc.promptpo.llm.feedback import CHARACTERS, compile_feedback

FIELDS = (Field("angle", "rad"), Field("speed"), Field("joints", size=3))
DISCRETE = Task(env_id="Any-v0", name="any", observation=FIELDS, action=Discrete(3), horizon=50, groups={"arm": (1, 4)})
SCALAR = replace(DISCRETE, action=Box((Field("torque", low=-2.0, high=2.0),)))
WIDE = replace(DISCRETE, action=Box((Field("left"), Field("right"))), safe_action=(0.0, 0.0))


IMPORTS = "import math\nfrom collections import deque\n\nimport numpy as np\n"


class Observation(np.ndarray):
    """What Python's side of a comparison sees: an array with the names of DISCRETE."""

    angle = property(lambda self: float(self[0]))
    speed = property(lambda self: float(self[1]))
    joints = property(lambda self: self[2:5])
    arm = property(lambda self: self[1:4])


def episode(task: Task, steps: int, seed: int = 1) -> tuple[Any, Any, Any]:
    generator = np.random.default_rng(seed)
    if isinstance(task.action, Discrete):
        actions = generator.integers(0, 3, (steps, 1)).astype(np.float64)
    else:
        actions = generator.normal(size=(steps, task.action.size))
    return generator.normal(size=(steps + 1, 5)), actions, generator.normal(size=steps)


def told(cls: Any, task: Task = DISCRETE, steps: int = 20) -> str:
    probe = compile_feedback(IMPORTS + textwrap.dedent(inspect.getsource(cls)), task)
    return probe.summarise(*episode(task, steps))


def in_python(cls: Any, task: Task = DISCRETE, steps: int = 20) -> Any:
    """What the class answers as plain Python."""
    feedback = cls()
    if hasattr(feedback, "reset"):
        feedback.reset()
    for seen, acted, earned in zip(*episode(task, steps), strict=False):
        action = int(acted[0]) if isinstance(task.action, Discrete) else acted
        feedback.step(seen.view(Observation), action, float(earned))
    return feedback.summary()


class Everything:
    """Reads the observation in all the ways that a policy may."""

    def __init__(self):
        self.n = 0
        self.total = 0.0
        self.arm = np.zeros(3)
        self.counts = [0, 0, 0]
        self.earned = 0.0
        self.largest = -1e9
        self.before = None
        self.moved = 0.0

    def step(self, obs, action, reward):
        self.n += 1
        self.total += obs.angle + obs[1] * 2.0 + sum(obs[2:5]) + len(obs) + np.asarray(obs).max()
        for x in obs:
            self.largest = max(self.largest, x)
        self.arm = self.arm + obs.arm - obs.joints
        self.counts[action] += 1
        self.earned += reward
        if self.before is not None:
            self.moved += abs(obs.speed - self.before[1])
        self.before = obs

    def summary(self):
        return (
            f"{self.n} steps, total {self.total:.6f}, largest {self.largest:+.3f}, "
            f"arm {self.arm[0]:.5f} {self.arm[2]:8.2f}|, choices {self.counts[0]}/{self.counts[1]:>4d}/{self.counts[2]:03d}, "
            f"earned {self.earned:.2e} ({self.earned / self.n:.1%}), moved {round(self.moved, 3):.3f}"
        )


def test_what_a_probe_sees_and_tells_is_what_python_would():
    assert told(Everything) == in_python(Everything)


class Torques:
    def __init__(self):
        self.sum, self.last, self.size = 0.0, 0.0, 0

    def step(self, obs, action, reward):
        self.sum += float(action[0]) + np.sum(np.abs(action))
        self.last = float(action[-1])
        self.size = len(action)

    def summary(self):
        return f"{self.sum:.9f} {self.last:.9f} {self.size}"


@pytest.mark.parametrize("task", [SCALAR, WIDE])
def test_a_box_action_is_an_array(task):
    assert told(Torques, task) == in_python(Torques, task)


class Ways:
    """Returns of different form."""

    def __init__(self):
        self.n = 0
        self.best = -math.inf

    def step(self, obs, action, reward):
        self.n += 1
        self.best = max(self.best, reward)

    def summary(self):
        if self.n == 0:
            return "nothing happened"
        lines = ["best: %.4f" % self.best]  # noqa: UP031
        if self.n > 10:
            lines.append("steps: {:d} {n}".format(self.n, n=self.n))  # noqa: UP032
        text = "; ".join(lines)
        if self.n > 15:
            text += " (" + str(self.n) + f" is {'many' if self.n > 18 else 'some'})"
        return text if self.n != 17 else f"exactly {self.n}"


@pytest.mark.parametrize("steps", [0, 5, 12, 16, 17, 20])
def test_texts_may_be_built_in_pieces(steps):
    assert told(Ways, steps=steps) == in_python(Ways, steps=steps)


class Lists:
    def reset(self):
        self.angles = []
        self.recent = deque(maxlen=3)
        self.seen = {}
        self.mode = "start"
        self.never = None

    def step(self, obs, action, reward):
        self.angles.append(obs.angle)
        self.recent.append(action)
        self.seen[action] = self.seen.get(action, 0) + 1
        self.mode = "left" if action == 0 else "right"

    def summary(self):
        return {
            "steps": len(self.angles),
            "mean": round(float(np.mean(self.angles)), 3),
            "recent": list(self.recent),
            "mode": self.mode,
            "never": self.never,
            "long": len(self.angles) > 3,
            "first": self.seen[0],
            **{f"limit {i}": i for i in range(2)},
        }


def test_a_dictionary_becomes_named_values():
    value = in_python(Lists)
    expected = ", ".join(f"{k} = {v}" for k, v in value.items())
    assert told(Lists) == expected


def test_lists_have_room_for_a_whole_episode():
    task = replace(DISCRETE, horizon=1500)
    assert told(Lists, task, 1500).startswith("steps = 1500, ")


class Numbers:
    def __init__(self):
        self.total = 0.0

    def step(self, obs, action, reward):
        self.total += 1e9

    def summary(self):
        return self.total, -self.total * 10, math.inf, [1, 2.5]


def test_numbers_are_not_clipped():
    assert told(Numbers) == "[2e+10, -2e+11, inf, [1, 2.5]]"


def with_summary(text: str) -> str:
    lines = ["class Feedback:", "    def __init__(self):", "        self.n = 0", "        self.last = 0.0"]
    lines += ["    def step(self, obs, action, reward):", "        self.n += 1", "        self.last = reward"]
    return "\n".join([*lines, "    def summary(self):", *(f"        {t}" for t in text.splitlines())]) + "\n"


def test_several_episodes_get_a_line_each_and_their_mean():
    probe = compile_feedback(with_summary("return {'n': self.n, 'half': self.n / 2}"), DISCRETE)
    episodes = [episode(DISCRETE, steps) for steps in (4, 7)]
    text = probe.summary(*zip(*episodes, strict=True))
    assert text.splitlines() == [
        "episode 1: n = 4, half = 2",
        "episode 2: n = 7, half = 3.5",
        "mean of 2 episodes: n = 5.5, half = 2.75",
    ]
    assert probe.summary(*zip(episode(DISCRETE, 4), strict=True)) == "n = 4, half = 2"  # memory began anew


def test_a_mean_keeps_format_and_says_what_varies():
    probe = compile_feedback(with_summary("return f\"{self.n:.1f} {'odd' if self.n % 2 else 'even'} {self.n:d}\""), DISCRETE)
    text = probe.summary(*zip(*[episode(DISCRETE, n) for n in (4, 7)], strict=True))
    assert text.splitlines()[-1] == "mean of 2 episodes: 5.5 (varies) 5.5"


def test_episodes_that_end_in_different_words_have_no_mean():
    probe = compile_feedback(with_summary("return f'few: {self.n}' if self.n < 5 else f'many: {self.n}'"), DISCRETE)
    text = probe.summary(*zip(*[episode(DISCRETE, n) for n in (4, 7)], strict=True))
    assert text.splitlines() == ["episode 1: few: 4", "episode 2: many: 7"]


@pytest.mark.parametrize("text", ["return 1.0 / self.n", "return f'{10 // self.n}'", "return {'x': 1.0 / self.n}"])
def test_a_fault_makes_a_summary_not_available(text):
    probe = compile_feedback(with_summary(text), DISCRETE)
    empty = episode(DISCRETE, 0)
    assert probe.summarise(*empty).startswith("not available (line 9: zero_division: ")
    assert "feedback.py:9:" in probe.fault(*zip(empty, strict=True))
    full = episode(DISCRETE, 3)
    assert "not available" not in probe.summarise(*full)
    assert probe.fault(*zip(full, strict=True)) == ""
    both = probe.summary(*zip(full, empty, strict=True)).splitlines()
    assert len(both) == 2 and both[1].startswith("episode 2: not available")


def test_not_a_number_is_told_as_such():
    assert compile_feedback(with_summary("return f'{float(\"nan\"):.2f} {self.n}'"), DISCRETE).summarise(
        *episode(DISCRETE, 2)
    ) == ("nan 2")


@pytest.mark.parametrize(
    ("source", "code", "line"),
    [
        ("class Feedback:\n    def step(self, obs, action, reward):\n        pass\n", "PPC005", 1),
        ("x = 1\n", "PPC005", 1),
        ("class Feedback:\n    def step(self, obs):\n        pass\n    def summary(self):\n        return 1\n", "PPC007", 2),
        (with_summary("pass"), "PPC501", 8),
        (with_summary("if self.n:\n    return\nreturn 1"), "PPC501", 10),
        (with_summary("return f'{self.missing:.2f}'"), "PPC214", 9),
        (with_summary("return f'{obs[0]}'"), "PPC209", 9),
        (with_summary("return open('/etc/passwd').read()"), "PPC103", 9),
        (with_summary("return f'{__import__(\"os\")}'"), "PPC103", 9),
        (with_summary("return list(range(200))"), "PPC503", 9),
        (with_summary("return self"), "PPC201", 9),
        (with_summary("return ("), "PPC004", 9),
        (with_summary("return 1").replace("self.n += 1", "self.n += obs.height"), "PPC214", 6),
    ],
)
def test_what_cannot_be_compiled_is_told_at_the_models_line(source, code, line):
    with pytest.raises(PolicyError) as caught:
        compile_feedback(source, DISCRETE)
    first = caught.value.diagnostics[0]
    assert (first.code, first.span.line) == (code, line)
    assert caught.value.source == source


def test_two_classes_need_the_name():
    one = with_summary("return self.n")
    two = one.replace("class Feedback", "class Other")
    probe = compile_feedback(two.replace("self.n += 1", "self.n += 2") + one, DISCRETE)
    assert probe.summarise(*episode(DISCRETE, 3)) == "3"
    with pytest.raises(PolicyError) as caught:
        compile_feedback(two + two.replace("class Other", "class Third"), DISCRETE)
    assert caught.value.diagnostics[0].code == "PPC006"


def test_a_huge_width_is_ignored():
    probe = compile_feedback(with_summary("return f'{self.n:999999999d} {self.n:{self.n}d} {\"x\":>999999999}'"), DISCRETE)
    assert probe.summarise(*episode(DISCRETE, 3)) == "3 3 x"


def test_long_summaries_are_cut():
    probe = compile_feedback(with_summary(f"return 'y' * 3 + f'{{self.n}} {'z' * 5000}'").replace("'y' * 3 + ", ""), DISCRETE)
    text = probe.summarise(*episode(DISCRETE, 3))
    assert len(text) == CHARACTERS + 3 and text.endswith("z...")


def test_rewards_that_a_task_keeps_back_are_not_shown():
    source = with_summary("return f'{self.last:.3f} {self.n}'")
    assert compile_feedback(source, replace(DISCRETE, prompt_reward=False)).summarise(*episode(DISCRETE, 3)) == "nan 3"
    assert compile_feedback(source, DISCRETE).summarise(*episode(DISCRETE, 3)) == f"{episode(DISCRETE, 3)[2][-1]:.3f} 3"


def test_names_that_a_task_keeps_back_are_in_no_error():
    source = with_summary("return self.n").replace("self.n += 1", "self.n += int(obs.hidden)")
    with pytest.raises(PolicyError) as caught:
        compile_feedback(source, replace(DISCRETE, prompt_fields=False))
    text = caught.value.render("feedback.py")
    assert "obs.hidden" in text and not any(name in text for name in ("angle", "speed", "joints"))


def test_the_reward_may_be_left_out():
    source = with_summary("return self.n").replace("action, reward):", "action):").replace("self.last = reward", "pass")
    assert compile_feedback(source, DISCRETE).summarise(*episode(DISCRETE, 3)) == "3"
