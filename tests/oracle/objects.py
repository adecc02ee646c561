"""Observations as objects: an array whose fields also answer to names, as attributes and as string keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ppc.compiler import Signature
from ppc.compiler.signature import Field
from tests.language.signatures import SIGNATURES
from tests.oracle.streams import replay

# Layouts of tasks in tests/corpus/tasks.md by name: (name, size) in order.
LAYOUTS: dict[int, tuple[tuple[str, int], ...]] = {
    1: (("cart_position", 1), ("cart_velocity", 1), ("pole_angle", 1), ("pole_velocity", 1)),
    6: (("qpos", 8), ("qvel", 9)),
    11: (
        ("hand", 3), ("opening", 1), ("achieved_goal", 3), ("quaternion", 4), ("padding", 7), ("previous", 18),
        ("desired_goal", 3),
    ),
    34: (("velocity", 1), ("wheel", 1), ("obs_vector", 4)),
}  # fmt: skip


class Observed(np.ndarray[Any, Any]):
    """The observation that a policy sees in CPython; fields of one element are numbers, others arrays."""

    fields: Mapping[str, Any] = {}

    def __getitem__(self, key: Any) -> Any:
        return self.fields[key] if isinstance(key, str) else super().__getitem__(key)

    def __getattr__(self, name: str) -> Any:
        if name in self.fields:
            return self.fields[name]
        raise AttributeError(f"the observation has no field {name!r}")


def observed(observation: NDArray[np.float64], layout: Mapping[str, tuple[int, int]]) -> Any:
    """``observation`` (f64[obs_size]) with the fields of ``layout``: name -> (first index, size)."""
    view = np.array(observation, dtype=float).view(Observed)
    plain = np.asarray(view)
    view.fields = {name: plain[at] if size == 1 else plain[at : at + size] for name, (at, size) in layout.items()}
    return view


def signature(task: int) -> Signature:
    """The task's signature with named fields, and without action bounds."""
    fields = tuple(Field(name, size=size) for name, size in LAYOUTS[task])
    return Signature(action=SIGNATURES[task][1].split("[")[0], observation=fields)


def stream(task: int, steps: int) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Observations of the task under smooth actions, f64[steps, obs_size], and where episodes start."""
    width = signature(task).action_size
    time = np.arange(steps)[:, None]
    actions = np.sin(0.07 * time * (1.0 + np.arange(width)))
    return replay(f"t{task:02d}_objects", actions if width > 1 else (actions > 0.0).astype(float))
