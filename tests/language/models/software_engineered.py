# 39 box:4 arm
"""Hierarchical controller for the drawer task, with skills composed by a sequencer."""
from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import List, Protocol, Sequence, Union

import numpy as np
import numpy.typing as npt

Vec3 = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Observation:
    hand: Vec3
    gripper: float
    handle: Vec3

    @staticmethod
    def parse(raw: Sequence[float]) -> "Observation":
        raw = np.asarray(raw, dtype=np.float64)
        return Observation(hand=raw[0:3], gripper=float(raw[3]), handle=raw[4:7])


@dataclass
class Command:
    velocity: Vec3
    effort: float

    def to_array(self) -> np.ndarray:
        return np.hstack([np.clip(self.velocity, -1, 1), self.effort])


class Skill(ABC):
    def __init__(self, name: str, timeout: int = 100) -> None:
        self.name = name
        self.timeout = timeout
        self.ticks = 0

    def start(self) -> None:
        self.ticks = 0

    @abstractmethod
    def command(self, obs: Observation) -> Command:
        raise NotImplementedError

    @abstractmethod
    def done(self, obs: Observation) -> bool:
        ...

    def tick(self, obs: Observation) -> Command:
        self.ticks += 1
        return self.command(obs)

    def expired(self) -> bool:
        return self.ticks >= self.timeout


class MoveTo(Skill):
    def __init__(self, offset: Sequence[float], tolerance: float = 0.02, effort: float = -1.0) -> None:
        super().__init__("move_to", timeout=150)
        self.offset = np.array(offset)
        self.tolerance = tolerance
        self.effort = effort

    def command(self, obs: Observation) -> Command:
        return Command(10.0 * (obs.handle + self.offset - obs.hand), self.effort)

    def done(self, obs: Observation) -> bool:
        return bool(np.linalg.norm(obs.handle + self.offset - obs.hand) < self.tolerance)


class Pull(Skill):
    def __init__(self, direction: Sequence[float]) -> None:
        super().__init__("pull", timeout=200)
        self.direction = np.asarray(direction, dtype=float) / np.linalg.norm(direction)

    def command(self, obs: Observation) -> Command:
        return Command(self.direction * 0.8, 0.5)

    def done(self, obs: Observation) -> bool:
        return False


class Policy:
    def __init__(self) -> None:
        self.skills: List[Skill] = [MoveTo([0.0, 0.0, 0.12]), MoveTo([0.0, -0.01, 0.0], tolerance=0.015), Pull([0, -1, 0])]
        self.index = 0

    def reset(self) -> None:
        self.index = 0
        for skill in self.skills:
            skill.start()

    def act(self, obs) -> np.ndarray:
        parsed = Observation.parse(obs)
        skill = self.skills[self.index]
        if (skill.done(parsed) or skill.expired()) and self.index < len(self.skills) - 1:
            self.index += 1
            skill = self.skills[self.index]
            skill.start()
        return skill.tick(parsed).to_array()
