"""Plausible observation streams for the tasks of tests/corpus/tasks.md, made by closed-loop simulators.

A stream is a function of a policy's name and of the actions that the simulator is given: the same actions give the same
observations, so that a recorded stream of actions is enough to have its observations again.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Sequence
from random import Random

import numpy as np
from numpy.typing import NDArray

from tests.oracle.streams import arms, classic, flight, grids, locomotion, plants, servos, traffic
from tests.oracle.streams.simulation import Episode, Task

TASKS: dict[int, Task] = {
    number: task
    for family in (arms, classic, flight, grids, locomotion, plants, servos, traffic)
    for number, task in family.TASKS.items()
}


def task_number(name: str) -> int:
    """The task of a corpus policy: 6 of ``t06_halfcheetah_a1``."""
    return int(name[1:3])


class Stream:
    """The observations of one policy, episode after episode. ``step`` takes the action for the last observation."""

    def __init__(self, name: str) -> None:
        self.rng = Random(zlib.crc32(name.encode()))
        self.task = TASKS[task_number(name)]
        self.begin()

    def begin(self) -> None:
        """Starts an episode."""
        self.starts = True
        self.left = self.task.horizon
        self.episode: Episode = self.task.simulate(self.rng)
        self.observation = next(self.episode)

    def step(self, action: Sequence[float]) -> None:
        """Goes on with ``action``; one that is not finite stands for an exception and begins a new episode."""
        self.left -= 1
        if self.left == 0 or not all(math.isfinite(a) for a in action):
            self.begin()
            return
        try:
            self.observation = self.episode.send(action)
            self.starts = False
        except StopIteration:
            self.begin()


def replay(name: str, actions: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """The observations (f64[steps, obs_size]) that ``actions`` lead to, and where episodes start (bool[steps])."""
    stream = Stream(name)
    observations, starts = [], []
    for action in actions.tolist():
        observations.append(stream.observation)
        starts.append(stream.starts)
        stream.step(action)
    return np.array(observations, dtype=np.float64), np.array(starts)
