"""A task as a language model is told of it: observation, action and reward as Python, and only what the task lets it know."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ppc.compiler.signature import Box, Field
from ppc.envs.task import Task

_NUMBERED = re.compile(r"^(.*?)_?(\d+)$")
_TELLS_NOTHING = re.compile(r"^(obs|action)(_\d+)?$")
_FEWEST = 4  # alike fields in a row that share one line


class Description:
    """Text about ``task``. With ``prompt_fields`` off neither names, units, meanings nor choices are in it, with
    ``prompt_reward`` off neither the reward nor the success; the name and the description of a task may give away both, and
    are there only where both are on. Bounds are always told: no policy can be written without them."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._open = task.prompt_fields
        tells_all = task.prompt_fields and task.prompt_reward
        self.name = task.name if tells_all else ""
        self.text = task.description if tells_all else ""
        self.discrete = not isinstance(task.action, Box)
        self.action_size = task.action.size if isinstance(task.action, Box) else 1
        self.obs_size = task.obs_size
        self.horizon = task.horizon
        self.dt = None if task.dt is None else f"{task.dt:.6g}"
        self.reward_told = task.prompt_reward
        self.reward_text = self.public(task.reward_text) if task.prompt_reward else ""
        self.reward_code = self.public(task.reward_code).rstrip() if task.prompt_reward else ""
        self.has_success = task.success is not None
        self.success = self._success() if task.prompt_reward else ""

    @property
    def observation(self) -> str:
        """The observation as a class; with hidden fields its elements by index."""
        n = self.obs_size
        count = "1 number" if n == 1 else f"{n} numbers"
        first = self._task.observation[0].name
        reading = "obs[0]" if n == 1 else "obs[0], obs[0:2]"
        named = f"{reading} or obs.{first}" if self._open else f"{reading}; what they mean is not told"
        lines = [f"class Observation:  # obs, a float64 vector of {count}: {named}"]
        lines += _fields(self._task.observation, "obs", self._open)
        if self._open:
            lines += [f"    {name}: vector  # obs[{a}:{b}]" for name, (a, b) in self._task.groups.items()]
        return "\n".join(lines)

    @property
    def action(self) -> str:
        """What ``act`` returns."""
        action = self._task.action
        if isinstance(action, Box):
            what = "a number" if action.size == 1 else f"a list or array of {action.size} numbers in this order"
            what += "; what exceeds a bound is clipped"
            return "\n".join([f"class Action:  # act returns {what}", *_fields(action.fields, "action", self._open)])
        names = action.choices if self._open else ()
        if not names:
            return f"Action = int  # act returns one of 0 to {action.n - 1}"
        return "\n".join(["Action = int  # act returns one of", *(f"#   {i}: {_line(c)}" for i, c in enumerate(names))])

    def _success(self) -> str:
        success = self._task.success
        if success is None:
            return ""
        end = {None: "", True: " and it ends before the horizon", False: " and it does not end early"}[success.terminated]
        return f"An episode is a success if its return is at least {success.threshold:.6g}{end}."

    def public(self, text: str) -> str:
        """``text`` (the reward, a diagnostic, a summary) with the names of hidden fields replaced by their indices, and the
        ids of a task that hides something by "the environment"."""
        if not self.name:
            for name in (self._task.env_id, self._task.env_id.rpartition(":")[2], self._task.name):
                if not name.isalpha():  # a plain word may well mean something else
                    text = re.sub(rf"(?<![\w-]){re.escape(name)}(?![\w-])", "the environment", text)
        if self._open or not text:
            return text
        for name, place in self._places().items():
            index = place[place.index("[") :]
            text = re.sub(rf"(\w)(?:\.{name}\b|\[(['\"]){name}\2\])", rf"\1{index}", text)
            if len(name) > 2:  # shorter ones are words or variables far too often
                text = re.sub(rf"(?<![\w.]){name}\b", place, text)
        return text

    def _places(self) -> dict[str, str]:
        """Hidden name -> the element or stretch that it stands for; longest names first."""
        offsets = {n: ("obs", at, size) for n, (at, size) in self._task.signature().offsets().items()}
        if isinstance(self._task.action, Box):
            offsets |= {f.name: ("action", i, 1) for i, f in enumerate(self._task.action.fields) if f.name not in offsets}
        found = {
            n: f"{vector}[{at}]" if size == 1 else f"{vector}[{at}:{at + size}]"
            for n, (vector, at, size) in offsets.items()
            if not _TELLS_NOTHING.match(n)
        }
        return dict(sorted(found.items(), key=lambda item: -len(item[0])))


def _fields(fields: Sequence[Field], vector: str, named: bool) -> list[str]:
    """One line a field, or a row of fields that differ in their number only."""
    lines, at, i = [], 0, 0
    while i < len(fields):
        first, row = fields[i], 1
        while i + row < len(fields) and _alike(first, fields[i + row], row, named):
            row += 1
        row = row if row >= _FEWEST else 1
        size = first.size if row == 1 else row
        place = f"{vector}[{at}]" if size == 1 else f"{vector}[{at}:{at + size}]"
        kind = "float" if size == 1 else "vector" if row == 1 else "float each"
        name = first.name if row == 1 else f"{first.name} … {fields[i + row - 1].name}"
        facts = [_range(first), _line(first.unit)] if named else [_range(first)]
        meaning = f": {_line(first.meaning)}" if named and first.meaning else ""
        about = ", ".join(f for f in facts if f) + meaning
        if named:
            lines.append(f"    {name}: {kind}  # {place}{', ' if about and not about.startswith(':') else ''}{about}")
        else:
            lines.append(f"    {place}: {kind}" + (f"  # {about}" if about else ""))
        at += size
        i += row
    return lines


def _alike(first: Field, other: Field, distance: int, named: bool) -> bool:
    if first.size != 1 or other.size != 1 or (first.low, first.high) != (other.low, other.high):
        return False
    if not named:
        return True
    a, b = _NUMBERED.match(first.name), _NUMBERED.match(other.name)
    if a is None or b is None or a[1] != b[1] or int(b[2]) != int(a[2]) + distance:
        return False
    return (first.unit, first.meaning) == (other.unit, other.meaning)


def _range(field: Field) -> str:
    low, high = field.low, field.high
    if low == -float("inf"):
        return "" if high == float("inf") else f"at most {high:.6g}"
    return f"at least {low:.6g}" if high == float("inf") else f"in [{low:.6g}, {high:.6g}]"


def _line(text: str) -> str:
    return " ".join(text.split())
