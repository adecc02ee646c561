"""What engines answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ppc.compiler.faults import FAULT_BITS

Floats = np.ndarray[Any, np.dtype[np.float64]]
Ints = np.ndarray[Any, np.dtype[np.int64]]
Bools = np.ndarray[Any, np.dtype[np.bool_]]


@dataclass(frozen=True, slots=True)
class RolloutResult:
    """E episodes of one policy, in the order of their seeds.

    ``returns`` f64[E] are left-to-right sums of the rewards; ``lengths`` i64[E]; ``terminated`` and ``truncated``
    bool[E] (both may hold in one step); ``status`` i64[E]: fault bits ORed over the episode, first fault site kept
    (``ppc.compiler.faults``). With ``record``: for each episode of length T ``observations`` f64[T + 1, obs_size] (the
    last one follows the last action), ``actions`` f64[T, action_size] as finished by the policy (a discrete action is
    its number), ``rewards`` f64[T]; otherwise None. A NaN return means that the environment gave a NaN reward. With a
    probe: its ``summaries`` f64[E, K] (NaN after a disqualifying fault of its own) and ``probe_status`` i64[E].
    """

    env_id: str
    engine: str  # "native", "mujoco" or "gymnasium"
    seeds: tuple[int, ...]
    returns: Floats
    lengths: Ints
    terminated: Bools
    truncated: Bools
    status: Ints
    observations: list[Floats] | None = None
    actions: list[Floats] | None = None
    rewards: list[Floats] | None = None
    summaries: Floats | None = None
    probe_status: Ints | None = None

    @property
    def env_steps(self) -> int:
        return int(self.lengths.sum())


@dataclass(frozen=True, slots=True)
class PopulationResult:
    """C candidates over the same S seeds: ``returns`` f64[C, S], ``lengths`` i64[C, S], ``terminated`` and
    ``truncated`` bool[C, S], ``status`` i64[C, S]; ``env_steps`` made in all. With a probe: ``summaries`` f64[C, S, K] and
    ``probe_status`` i64[C, S]."""

    returns: Floats
    lengths: Ints
    terminated: Bools
    truncated: Bools
    status: Ints
    summaries: Floats | None = None
    probe_status: Ints | None = None

    @property
    def env_steps(self) -> int:
        return int(self.lengths.sum())


def merged_status(episode: int, step: int) -> int:
    """The status of an episode after one more step: faults ORed, the first site kept."""
    site = episode if episode > FAULT_BITS else step
    return (site & ~FAULT_BITS) | ((episode | step) & FAULT_BITS)
