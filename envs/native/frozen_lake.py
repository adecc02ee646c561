"""FrozenLake: cross a grid of ice with holes to the far corner; two of three steps slip to the side. All maps share this.

The random numbers of an episode are drawn before it begins and lie in its state: one to choose the start (there is only
one), then one a step.
"""

# mypy: disable-error-code="no-untyped-def, no-untyped-call, untyped-decorator, arg-type"

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np

from ppc.compiler.signature import Discrete, Field
from ppc.envs.native.environment import LANES, Dynamics, NativeEnvironment
from ppc.envs.task import Success, Task

_SLIP = 1.0 / 3.0  # probability of going where the action says


def lake(env_id: str, module: str, rows: Sequence[str], horizon: int, threshold: float) -> NativeEnvironment:
    """The environment on a square map of S (start, first cell), F (ice), H (hole) and G (goal, last cell)."""
    size = len(rows)
    cells = "".join(rows)
    task = Task(
        env_id=env_id,
        name=env_id.lower(),
        description=f"Cross a frozen lake of {size} x {size} cells from the first to the last without falling into a hole. "
        "The ice is slippery: a step does not always go as the action says.",
        observation=(
            Field("cell", "", 0.0, size * size - 1.0, f"the cell's number, {size} * row + column, from the upper left"),
        ),
        action=Discrete(4, ("left", "down", "right", "up")),
        dt=None,
        safe_action=(0.0,),
        reward_text="1 for reaching the goal, 0 for every other step.",
        reward_code="def reward(observation, action, next_observation, terminated):\n"
        f"    return 1 if next_observation[0] == {size * size - 1} else 0\n",
        horizon=horizon,
        success=Success(threshold),
        native=module,
    )
    ends = sum(1 << cell for cell, letter in enumerate(cells) if letter in "GH")
    initial = partial(_initial, horizon=horizon)
    dynamics = partial(_dynamics, size, ends)
    return NativeEnvironment(task, state_size=2 + horizon, draws=1 + horizon, initial=initial, dynamics=dynamics)


def _initial(draws: np.ndarray[Any, Any], horizon: int) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    states = np.zeros((len(draws), 2 + horizon))
    states[:, 2:] = draws[:, 1:]
    return states, np.zeros((len(draws), 1))


def _dynamics(size: int, ends: int) -> Dynamics:
    from numba import njit

    # As Gymnasium adds them up; a draw beyond the last sum counts as the first.
    side = (1.0 - _SLIP) / 2.0
    first, second, third = side, side + _SLIP, side + _SLIP + side
    w, last = LANES, size * size - 1
    mask = np.uint64(ends)

    @njit(error_model="numpy", forceinline=True)
    def step(lanes, state, action, observation, reward, terminated):
        for i in range(lanes):
            cell, count = np.int64(state[i]), np.int64(state[w + i])
            draw = state[(2 + count) * w + i]
            turn = -1 if (draw < first) | (draw >= third) else 0 if draw < second else 1
            way = (np.int64(action[i]) + turn) & 3
            row, column = cell // size, cell % size
            if way == 0:
                column = max(column - 1, 0)
            elif way == 1:
                row = min(row + 1, size - 1)
            elif way == 2:
                column = min(column + 1, size - 1)
            else:
                row = max(row - 1, 0)
            cell = row * size + column
            state[i], state[w + i] = np.float64(cell), np.float64(count + 1)
            observation[i] = np.float64(cell)
            terminated[i] = np.int64((mask >> np.uint64(cell)) & np.uint64(1))
            reward[i] = 1.0 if cell == last else 0.0

    return step
