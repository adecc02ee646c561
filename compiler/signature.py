"""What a policy sees and what it answers: the observation layout and the action space."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

_ACTION = re.compile(r"^(?:discrete:(?P<n>\d+)|box:(?P<size>\d+)(?:\[(?P<low>[-+.\deinfINF]+),(?P<high>[-+.\deinfINF]+)\])?)$")


@dataclass(frozen=True, slots=True)
class Field:
    """A named stretch of an observation or action vector.

    ``size`` elements in ``unit`` (SI, free text), each within ``[low, high]`` where known.
    """

    name: str
    unit: str = ""
    low: float = -math.inf
    high: float = math.inf
    meaning: str = ""
    size: int = 1


@dataclass(frozen=True, slots=True)
class Discrete:
    """Actions ``0 .. n-1``; ``choices`` names them (may be empty)."""

    n: int
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Box:
    """A vector action; one ``Field`` of size 1 an element. Infinite bounds do not clip."""

    fields: tuple[Field, ...]

    @property
    def size(self) -> int:
        return len(self.fields)


@dataclass(frozen=True, slots=True, init=False)
class Signature:
    """Observation layout and action space of a policy.

    ``action`` is a ``Discrete``, a ``Box`` or text: ``"discrete:6"``, ``"box:4"``, ``"box:4[-1,1]"``.
    ``dt`` is the sampling period in seconds (None: unknown). ``safe_action`` (one number an element, or the
    choice) is what a faulty step answers; default 0 clipped to the bounds, or choice 0.
    ``groups`` are further names for stretches of the observation, which may overlap fields and each other:
    ``{"qpos": (0, 5)}`` is elements 0 to 4.
    Raises ValueError when sizes disagree or the text cannot be read.
    """

    name: str
    observation: tuple[Field, ...]
    action: Discrete | Box
    dt: float | None
    safe_action: tuple[float, ...]
    groups: tuple[tuple[str, int, int], ...]

    def __init__(
        self,
        obs_size: int | None = None,
        action: str | Discrete | Box = "discrete:2",
        *,
        observation: tuple[Field, ...] | None = None,
        dt: float | None = None,
        safe_action: tuple[float, ...] | None = None,
        name: str = "policy",
        groups: Mapping[str, tuple[int, int]] | None = None,
    ) -> None:
        if observation is None:
            if obs_size is None or obs_size < 1:
                raise ValueError("an observation needs at least one element: give obs_size or observation fields")
            observation = tuple(Field(f"obs_{i}") for i in range(obs_size))
        total = sum(f.size for f in observation)
        if obs_size is not None and obs_size != total:
            raise ValueError(f"obs_size is {obs_size}, but the observation fields add up to {total}")
        space = parse_action(action) if isinstance(action, str) else action
        if safe_action is None:
            safe_action = default_safe_action(space)
        expected = 1 if isinstance(space, Discrete) else space.size
        if len(safe_action) != expected:
            raise ValueError(f"the safe action has {len(safe_action)} elements, the action {expected}")
        check_safe_action(space, safe_action)
        if dt is not None and not (dt > 0.0 and math.isfinite(dt)):
            raise ValueError(f"dt must be a positive number of seconds, not {dt!r}")
        check_groups(groups or {}, observation)
        object.__setattr__(self, "groups", tuple((n, first, stop) for n, (first, stop) in (groups or {}).items()))
        object.__setattr__(self, "name", name)
        object.__setattr__(self, "observation", observation)
        object.__setattr__(self, "action", space)
        object.__setattr__(self, "dt", dt)
        object.__setattr__(self, "safe_action", tuple(float(v) for v in safe_action))

    @property
    def obs_size(self) -> int:
        return sum(f.size for f in self.observation)

    @property
    def action_size(self) -> int:
        """Elements of the action vector; 1 for a discrete action."""
        return 1 if isinstance(self.action, Discrete) else self.action.size

    @property
    def discrete(self) -> bool:
        return isinstance(self.action, Discrete)

    def offsets(self) -> dict[str, tuple[int, int]]:
        """Name of a field or group -> (first index, size) in the observation vector."""
        result, at = {n: (first, stop - first) for n, first, stop in self.groups}, 0
        for f in self.observation:
            result[f.name] = (at, f.size)
            at += f.size
        return result


def check_groups(groups: Mapping[str, tuple[int, int]], observation: tuple[Field, ...]) -> None:
    """Raises ValueError unless the groups are stretches of the observation with names of their own."""
    total = sum(f.size for f in observation)
    names = {f.name for f in observation}
    for name, (first, stop) in groups.items():
        if name in names:
            raise ValueError(f"the group {name!r} has the name of an observation field")
        if not 0 <= first < stop <= total:
            raise ValueError(f"the group {name!r} is {first}:{stop}, the observation has elements 0:{total}")


def parse_action(text: str) -> Discrete | Box:
    """Reads ``discrete:N``, ``box:N`` or ``box:N[low,high]``."""
    match = _ACTION.match(text.replace(" ", ""))
    if match is None:
        raise ValueError(f"cannot read the action space {text!r}: write discrete:6, box:4 or box:4[-1,1]")
    if match["n"] is not None:
        n = int(match["n"])
        if n < 1:
            raise ValueError("a discrete action needs at least one choice")
        return Discrete(n)
    size = int(match["size"])
    if size < 1:
        raise ValueError("a box action needs at least one element")
    low, high = -math.inf, math.inf
    if match["low"] is not None:
        try:
            low, high = float(match["low"]), float(match["high"])
        except ValueError:
            raise ValueError(f"cannot read the bounds of {text!r}: write box:4[-1,1]") from None
        if not low <= high:
            raise ValueError(f"the lower bound of {text!r} is not below the upper one")
    names = ("action",) if size == 1 else tuple(f"action_{i}" for i in range(size))
    return Box(tuple(Field(n, low=low, high=high) for n in names))


def check_safe_action(space: Discrete | Box, safe: tuple[float, ...]) -> None:
    """Raises ValueError unless ``safe`` is an action of ``space``."""
    if isinstance(space, Discrete):
        if safe[0] != int(safe[0]) or not 0 <= safe[0] < space.n:
            raise ValueError(f"the safe action {safe[0]!r} is none of 0..{space.n - 1}")
        return
    for value, f in zip(safe, space.fields, strict=True):
        if not f.low <= value <= f.high:
            raise ValueError(f"the safe value {value!r} of {f.name} is outside of [{f.low!r}, {f.high!r}]")


def default_safe_action(space: Discrete | Box) -> tuple[float, ...]:
    """Zero clipped to the bounds; choice 0 of a discrete space."""
    if isinstance(space, Discrete):
        return (0.0,)
    return tuple(min(max(0.0, f.low), f.high) for f in space.fields)
