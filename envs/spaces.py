"""Gymnasium spaces as fields and numbers: any observation becomes a flat float64 vector with names.

Box, Discrete, MultiDiscrete and MultiBinary are flattened in C order; Tuple and Dict in their own order, names joined by
``_``. float32 and integers below 2**53 widen exactly.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from ppc.compiler.signature import Box, Discrete, Field
from ppc.envs.errors import UnsupportedSpace

Floats = np.ndarray[Any, np.dtype[np.float64]]

_NAMED_ELEMENTS = 64  # larger boxes become one field of many elements
MAX_ELEMENTS = 65536


@dataclass(frozen=True, slots=True)
class Part:
    """One leaf of a space: where it lies in the observation (``path``) and in the vector."""

    path: tuple[int | str, ...]
    start: int
    size: int


@dataclass(frozen=True, slots=True)
class ObservationLayout:
    """How an observation becomes a vector: its ``fields``, and ``write(observation, vector)``."""

    fields: tuple[Field, ...]
    parts: tuple[Part, ...]

    @property
    def groups(self) -> dict[str, tuple[int, int]]:
        """The stretches of the vector that the entries of a Dict or Tuple fill, under the entries' names."""
        found: dict[tuple[int | str, ...], tuple[int, int]] = {}
        for part in self.parts:
            for depth in range(1, len(part.path) + 1):
                first, _ = found.get(part.path[:depth], (part.start, 0))
                found[part.path[:depth]] = first, part.start + part.size
        names = {f.name for f in self.fields}
        stretches: dict[str, tuple[int, int]] = {}
        for path, (first, stop) in found.items():
            name = _path_name(path)
            if stop - first > 1 and name not in names:
                stretches.setdefault(name, (first, stop))
        return stretches

    def write(self, observation: Any, vector: Floats) -> None:
        """Raises ValueError, TypeError, KeyError or IndexError when the observation does not fit its space."""
        for part in self.parts:
            value = observation
            for step in part.path:
                value = value[step]
            flat = np.asarray(value).reshape(-1)
            if flat.size != part.size:
                raise ValueError(f"an observation of {part.size} elements was promised, {flat.size} came")
            vector[part.start : part.start + part.size] = flat


def observation_layout(space: Any) -> ObservationLayout:
    """Raises UnsupportedSpace for text, graphs, sequences and more than ``MAX_ELEMENTS`` numbers."""
    fields: list[Field] = []
    parts: list[Part] = []
    _walk(space, (), "obs", fields, parts)
    total = sum(p.size for p in parts)
    if total == 0:
        raise UnsupportedSpace("the observation is empty: a policy needs at least one number to read")
    if total > MAX_ELEMENTS:
        raise UnsupportedSpace(f"the observation has {total} numbers, at most {MAX_ELEMENTS} are supported")
    return ObservationLayout(tuple(_unique(fields)), tuple(parts))


def _walk(space: Any, path: tuple[int | str, ...], name: str, fields: list[Field], parts: list[Part]) -> None:
    from gymnasium import spaces

    start = parts[-1].start + parts[-1].size if parts else 0
    if isinstance(space, spaces.Dict):
        for key, inner in space.spaces.items():
            _walk(inner, (*path, key), _identifier(f"{name}_{key}" if path else str(key)), fields, parts)
        return
    if isinstance(space, spaces.Tuple):
        for i, inner in enumerate(space.spaces):
            _walk(inner, (*path, i), f"{name}_{i}", fields, parts)
        return
    low: Any
    high: Any
    if isinstance(space, spaces.Discrete):
        low, high = [int(space.start)], [int(space.start) + int(space.n) - 1]
    elif isinstance(space, spaces.Box):
        low, high = space.low, space.high
    elif isinstance(space, spaces.MultiDiscrete):
        low, high = space.start, space.start + space.nvec - 1
    elif isinstance(space, spaces.MultiBinary):
        low, high = np.zeros(space.shape), np.ones(space.shape)
    else:
        raise UnsupportedSpace(
            f"the observation space {type(space).__name__} is not supported: Box, Discrete, MultiDiscrete, MultiBinary, "
            "and Tuple or Dict of those are; wrap the environment"
        )
    lows = np.asarray(low, dtype=np.float64).reshape(-1)
    highs = np.asarray(high, dtype=np.float64).reshape(-1)
    size = len(lows)
    if size == 0:
        return
    parts.append(Part(path, start, size))
    if size == 1 and path:
        fields.append(Field(name, low=float(lows[0]), high=float(highs[0])))
    elif size <= _NAMED_ELEMENTS:
        fields += [Field(f"{name}_{i}", low=float(lows[i]), high=float(highs[i])) for i in range(size)]
    else:
        fields.append(Field(name, low=float(lows.min()), high=float(highs.max()), size=size))


def _path_name(path: tuple[int | str, ...]) -> str:
    """The name that ``_walk`` gives to an entry."""
    name = "obs"
    for depth, step in enumerate(path):
        if isinstance(step, int):
            name = f"{name}_{step}"
        else:
            name = _identifier(f"{name}_{step}" if depth else step)
    return name


def _identifier(text: str) -> str:
    word = re.sub(r"\W", "_", text, flags=re.ASCII)
    return word if word and not word[0].isdigit() else f"obs_{word}"


def _unique(fields: list[Field]) -> list[Field]:
    """Names that coincide once they are identifiers get a number."""
    seen: set[str] = set()
    result = []
    for f in fields:
        name, n = f.name, 2
        while name in seen:
            name, n = f"{f.name}_{n}", n + 1
        seen.add(name)
        result.append(Field(name, f.unit, f.low, f.high, f.meaning, f.size))
    return result


def action_fields(space: Any) -> Discrete | Box:
    """The action space in the compiler's terms. Raises UnsupportedSpace for all but Discrete and Box."""
    from gymnasium import spaces

    if isinstance(space, spaces.Discrete):
        return Discrete(int(space.n))
    if isinstance(space, spaces.Box):
        lows = np.asarray(space.low, dtype=np.float64).reshape(-1)
        highs = np.asarray(space.high, dtype=np.float64).reshape(-1)
        if not len(lows):
            raise UnsupportedSpace("the action is empty")
        names = ["action"] if len(lows) == 1 else [f"action_{i}" for i in range(len(lows))]
        return Box(tuple(Field(n, low=float(a), high=float(b)) for n, a, b in zip(names, lows, highs, strict=True)))
    raise UnsupportedSpace(
        f"the action space {type(space).__name__} is not supported: Discrete and Box are; wrap the environment"
    )


def action_writer(space: Any) -> Callable[[Floats], Any]:
    """A function from a finished action, f64[action_size], to what ``env.step`` takes: a Python int counted from the
    space's start, or an array of the space's dtype and shape."""
    from gymnasium import spaces

    if isinstance(space, spaces.Discrete):
        start = int(space.start)
        return lambda action: int(action[0]) + start
    dtype, shape = space.dtype, space.shape
    return lambda action: action.astype(dtype).reshape(shape)
