"""What one of Gymnasium's MuJoCo environments consists of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from ppc.envs.task import Task

Floats = np.ndarray[Any, np.dtype[np.float64]]
Start = Callable[[np.random.Generator, Floats, Floats], tuple[Floats, Floats]]
Functions = tuple[Callable[..., None], Callable[..., None], Callable[..., tuple[float, bool]]]

# Arrays of mjData (the last one of mjModel) that compiled code reads; ARRAYS[QPOS] is "qpos", and so on.
ARRAYS = (
    "qpos", "qvel", "ctrl", "xpos", "xipos", "site_xpos", "cfrc_ext", "cinert", "cvel", "qfrc_actuator", "qfrc_constraint",
    "body_mass",
)  # fmt: skip
QPOS, QVEL, CTRL, XPOS, XIPOS, SITE_XPOS, CFRC_EXT, CINERT, CVEL, QFRC_ACTUATOR, QFRC_CONSTRAINT, BODY_MASS = range(len(ARRAYS))

# Numbers that compiled code reads: seconds a step, ``MujocoEnvironment.variant``, kg of all bodies.
SETTINGS = 3
DT, VARIANT, TOTAL_MASS = range(SETTINGS)

KEPT = 4  # numbers that ``before`` may leave for ``after``


def only_variant() -> float | None:
    return 0.0


@dataclass(frozen=True, slots=True)
class MujocoEnvironment:
    """An environment around ``mj_step``, so that every bit equals Gymnasium's for the same library.

    ``xml`` is a file of Gymnasium's assets; a step is ``frame_skip`` calls of ``mj_step``. ``start(generator, qpos, qvel)``
    makes the draws of Gymnasium's ``reset_model`` from the model's own position f64[nq] and zero velocity f64[nv], and
    answers both perturbed. ``forces``: something reads ``cfrc_ext``, so ``mj_rnePostConstraint`` must follow each step.

    ``functions()`` answers Numba functions over pointers: ``before(arrays, settings, kept)``, called before a step;
    ``observe(arrays, settings, observation)``; ``after(arrays, settings, kept, control, observation)``, which answers
    (reward, terminated) and whose ``control`` f64[action_size] holds the float32 action, widened. ``arrays`` are addresses
    in the order of ``ARRAYS``.

    ``variant()`` says which of several formulas NumPy uses here where that depends on the processor; None means none of
    those that are known.
    """

    task: Task
    xml: str
    frame_skip: int
    nq: int
    nv: int
    start: Start
    functions: Callable[[], Functions]
    forces: bool = False
    variant: Callable[[], float | None] = only_variant


def uniform_start(scale: float) -> Start:
    """Position and velocity perturbed uniformly within ±``scale``."""

    def start(generator: np.random.Generator, qpos: Floats, qvel: Floats) -> tuple[Floats, Floats]:
        positions = qpos + generator.uniform(low=-scale, high=scale, size=len(qpos))
        return positions, qvel + generator.uniform(low=-scale, high=scale, size=len(qvel))

    return start


def normal_start(scale: float) -> Start:
    """Position perturbed uniformly within ±``scale``, velocity by a normal distribution of that deviation."""

    def start(generator: np.random.Generator, qpos: Floats, qvel: Floats) -> tuple[Floats, Floats]:
        positions = qpos + generator.uniform(low=-scale, high=scale, size=len(qpos))
        return positions, qvel + scale * generator.standard_normal(len(qvel))

    return start
