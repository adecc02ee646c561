"""``task.toml``: what the user knows about an environment and its spaces do not say.

    env = "my_module:MyEnv-v0"        # the only key that must be there
    name = "my-task"
    dt = 0.02
    horizon = 500
    safe_action = [0.0]
    action = "box:1[-2,2]"            # or [[action]] tables like [[observation]], or [action] choices = ["off", "on"]
    [[observation]]
    name = "height"
    unit = "m"
    low = 0.0
    high = 3.0
    meaning = "above the floor"
    size = 1
    [reward]
    text = "minus the distance"
    code = "def reward(observation, action, next_observation, terminated): ..."
    [success]
    threshold = 100.0
    terminated = false
    [prompt]
    fields = true
    reward = true
    [groups]
    pose = "0:3"                      # another name for elements 0 to 2: obs.pose
    [env_kwargs]
    gravity = 9.81

What the file leaves out comes from the environment.
"""

from __future__ import annotations

import math
import re
import tomllib
from pathlib import Path
from typing import Any

from ppc.compiler.signature import Box, Discrete, Field, parse_action
from ppc.envs.errors import TaskFileError
from ppc.envs.task import Success, Task

_KEYS = {
    "env": str, "name": str, "description": str, "dt": float, "horizon": int, "safe_action": list, "action": object,
    "observation": list, "reward": dict, "success": dict, "prompt": dict, "env_kwargs": dict,
    "groups": dict,
}  # fmt: skip
_FIELD_KEYS = {"name": str, "unit": str, "low": float, "high": float, "meaning": str, "size": int}
_KIND_NAMES = {str: "text", float: "a number", int: "a whole number", bool: "true or false", list: "a list", dict: "a table"}


class _Reader:
    """Checked access to the tables of one file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def error(self, message: str) -> TaskFileError:
        return TaskFileError(f"{self.path}: {message}")

    def checked(self, table: Any, keys: dict[str, Any], where: str) -> dict[str, Any]:
        if not isinstance(table, dict):
            raise self.error(f"{where} must be a table")
        result = {}
        for key, value in table.items():
            label = f"{where}.{key}" if where else key
            if key not in keys:
                raise self.error(f"unknown key {label!r}; known are {', '.join(sorted(keys))}")
            result[key] = self.value(value, keys[key], label)
        return result

    def value(self, value: Any, kind: Any, label: str) -> Any:
        if kind is float and isinstance(value, int) and not isinstance(value, bool):
            value = float(value)
        if kind is not object and (not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool)):
            raise self.error(f"{label} must be {_KIND_NAMES[kind]}, not {value!r}")
        return value

    def fields(self, tables: list[Any], where: str) -> tuple[Field, ...]:
        result = []
        for i, table in enumerate(tables):
            label = f"{where}[{i}]"
            entry = self.checked(table, _FIELD_KEYS, label)
            if not entry.get("name", "").isidentifier():
                raise self.error(f"{label}.name must be an identifier like pole_angle, not {entry.get('name')!r}")
            if entry.get("size", 1) < 1:
                raise self.error(f"{label}.size must be at least 1")
            if not entry.get("low", -math.inf) <= entry.get("high", math.inf):
                raise self.error(f"{label}: low is not below high")
            result.append(Field(**entry))
        return tuple(result)

    def groups(self, table: dict[str, Any]) -> dict[str, tuple[int, int]]:
        result = {}
        for name, value in table.items():
            match = re.fullmatch(r"(\d+):(\d+)", value) if isinstance(value, str) else None
            if match is None or not name.isidentifier():
                raise self.error(f'groups: write name = "first:stop", like qpos = "0:5", not {name} = {value!r}')
            result[name] = int(match[1]), int(match[2])
        return result

    def action(self, value: Any) -> Discrete | Box:
        if isinstance(value, str):
            try:
                return parse_action(value)
            except ValueError as e:
                raise self.error(f"action: {e}") from None
        if isinstance(value, dict):
            choices = self.checked(value, {"choices": list}, "action").get("choices", [])
            if not choices or not all(isinstance(c, str) for c in choices):
                raise self.error('action.choices must be a list of names, like ["left", "right"]')
            return Discrete(len(choices), tuple(choices))
        if isinstance(value, list) and value:
            fields = self.fields(value, "action")
            if any(f.size != 1 for f in fields):
                raise self.error("action fields have size 1; write one table an element")
            return Box(fields)
        raise self.error('action must be text like "discrete:3", a table with choices, or a list of fields')


def read_task_file(path: str | Path, env_id: str | None = None) -> Task:
    """The task of a file. ``env_id``, where given, must agree with the file's ``env``.

    Makes the environment only if the file leaves out observations, actions or the horizon.
    Raises TaskFileError, and what ``derive_task`` raises.
    """
    path = Path(path)
    reader = _Reader(path)
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as e:
        raise reader.error(f"cannot be read: {e.strerror or e}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as e:
        raise reader.error(f"is not valid TOML: {e}") from None
    top = reader.checked(data, _KEYS, "")
    if "env" not in top:
        raise reader.error('env is missing: write env = "module:Id-v0"')
    if env_id is not None and env_id != top["env"]:
        raise reader.error(f"describes {top['env']}, not {env_id}")
    return _task(reader, top)


def _task(reader: _Reader, top: dict[str, Any]) -> Task:
    from ppc.envs.derive import derive_task, task_name

    reward = reader.checked(top.get("reward", {}), {"text": str, "code": str}, "reward")
    prompt = reader.checked(top.get("prompt", {}), {"fields": bool, "reward": bool}, "prompt")
    success = reader.checked(top.get("success", {}), {"threshold": float, "terminated": bool}, "success")
    if success and "threshold" not in success:
        raise reader.error("success.threshold is missing")
    safe = [reader.value(v, float, "safe_action") for v in top.get("safe_action", [])]
    parts: dict[str, Any] = {
        "env_id": top["env"], "name": task_name(top["env"]), "env_kwargs": top.get("env_kwargs", {}),
        "description": "", "dt": None, "success": None, "safe_action": None,
    }  # fmt: skip
    if not {"observation", "action", "horizon"} <= top.keys():
        known = derive_task(top["env"], top.get("env_kwargs"))
        parts |= {k: getattr(known, k) for k in ("observation", "action", "horizon", "dt", "success")}
    parts |= {k: top[k] for k in ("name", "description", "dt", "horizon") if k in top}
    if "observation" in top:
        parts["observation"] = reader.fields(top["observation"], "observation")
    if "action" in top:
        parts["action"] = reader.action(top["action"])
    if "safe_action" in top:
        parts["safe_action"] = tuple(safe)
    if success:
        parts["success"] = Success(**success)
    try:
        return Task(
            **parts, reward_text=reward.get("text", ""), reward_code=reward.get("code", ""),
            prompt_fields=prompt.get("fields", True), prompt_reward=prompt.get("reward", True),
            groups=reader.groups(top.get("groups", {})),
        )  # fmt: skip
    except ValueError as e:
        raise reader.error(str(e)) from None
