"""FrozenLake over lanes. The random numbers come from a generator in each lane (SplitMix64), begun from the seed's own first
number: as many as there are steps, where Gymnasium's order would have all of an episode's drawn before it begins."""

# mypy: disable-error-code="no-untyped-def, no-untyped-call, untyped-decorator"

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from ppc.envs.native.environment import Dynamics, NativeEnvironment
from ppc.envs.native.lanes.width import LANES

_STEP, _MIX_1, _MIX_2 = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB  # Steele, Lea and Flood (2014)


def over_lanes(environment: NativeEnvironment) -> NativeEnvironment:
    """``environment`` with the state that ``dynamics`` wants: row, column, the generator's word as a bit pattern."""
    return replace(environment, state_size=3, draws=1, initial=_initial)


def _initial(draws: np.ndarray[Any, Any]) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    states = np.zeros((len(draws), 3))
    states[:, 2] = ((draws[:, 0] * 2.0**53).astype(np.uint64) << np.uint64(11)).view(np.float64)
    return states, np.zeros((len(draws), 1))


def dynamics(rows: Sequence[str]) -> Dynamics:
    """As ``NativeEnvironment.dynamics``, with this folder's LANES, on a square map."""
    from numba import njit

    from ppc.envs.native.pointers import bits_of, from_bits

    edge, width = len(rows) - 1.0, float(len(rows))
    goal = width * width - 1.0
    ends = np.uint64(sum(1 << cell for cell, letter in enumerate("".join(rows)) if letter in "GH"))
    step_word, mix_1, mix_2 = np.uint64(_STEP), np.uint64(_MIX_1), np.uint64(_MIX_2)
    first, second, one = np.uint64(30), np.uint64(27), np.uint64(1)
    whole = 2.0**52  # adding it leaves a small whole number in the low bits
    w = LANES

    @njit(error_model="numpy", forceinline=True)
    def step(lanes, state, action, observation, reward, terminated):
        for i in range(lanes):
            row, column = state[i], state[w + i]
            word = np.uint64(bits_of(state[2 * w + i])) + step_word
            state[2 * w + i] = from_bits(np.int64(word))
            word = (word ^ (word >> first)) * mix_1
            word = (word ^ (word >> second)) * mix_2
            word = word ^ (word >> np.uint64(31))
            # 52 random bits behind the point: uniform in [0, 1).
            draw = from_bits(np.int64((word >> np.uint64(12)) | np.uint64(0x3FF0000000000000))) - 1.0
            way = action[i] + (-1.0 if draw < 1.0 / 3.0 else 0.0 if draw < 2.0 / 3.0 else 1.0)
            way = way + 4.0 if way < 0.0 else way
            way = way - 4.0 if way > 3.0 else way
            column = min(max(column + (1.0 if way == 2.0 else -1.0 if way == 0.0 else 0.0), 0.0), edge)
            row = min(max(row + (1.0 if way == 1.0 else -1.0 if way == 3.0 else 0.0), 0.0), edge)
            cell = row * width + column
            state[i], state[w + i], observation[i] = row, column, cell
            terminated[i] = np.int64((ends >> (np.uint64(bits_of(cell + whole)) & np.uint64(63))) & one)
            reward[i] = 1.0 if cell == goal else 0.0

    return step
