"""What a native environment consists of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from ppc.envs.task import Task

Floats = np.ndarray[Any, np.dtype[np.float64]]
Dynamics = Callable[..., None]
LANES = 32  # interleaved episodes: independent work enough to hide the latency of one; at most 63, the bits of a set (``flag``)


@dataclass(frozen=True, slots=True)
class NativeEnvironment:
    """An environment re-implemented so that every bit equals Gymnasium's.

    ``initial(draws)`` turns the first ``draws`` doubles of each seed's generator, f64[S, draws], into states
    f64[S, state_size] and first observations f64[S, obs_size], with NumPy's own functions.

    ``dynamics()`` answers a Numba function ``step(lanes, state, action, observation, reward, terminated)`` over
    pointers to structures of arrays: element k of lane l at ``[k * LANES + l]``. It reads ``action`` and ``state``,
    writes the new ``state``, ``observation``, ``reward`` and ``terminated`` (0 or 1), and must end for any state that
    an episode can reach. The exact order of operations is Gymnasium's; nothing may be reassociated.
    """

    task: Task
    state_size: int
    draws: int
    initial: Callable[[Floats], tuple[Floats, Floats]]
    dynamics: Callable[[], Dynamics]


def as_float32(values: np.ndarray[Any, Any]) -> Floats:
    """Rounded to float32, as Gymnasium hands observations out, and widened again."""
    return np.ascontiguousarray(values.astype(np.float32).astype(np.float64))
