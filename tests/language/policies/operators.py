import math
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from enum import Enum, IntEnum


class Side(IntEnum):
    LEFT = 0
    RIGHT = 2

    def other(self):
        return Side.RIGHT if self is Side.LEFT else Side.LEFT


class Phase(Enum):
    A = "a"
    B = "b"
    C = "c"

    @property
    def following(self):
        members = list(Phase)
        return members[(members.index(self) + 1) % len(members)]


@dataclass(frozen=True)
class Vec:
    x: float
    y: float = 0.0

    def __add__(self, other):
        return Vec(self.x + other.x, self.y + other.y)

    def __mul__(self, k):
        return Vec(self.x * k, self.y * k)

    __rmul__ = __mul__

    def __neg__(self):
        return Vec(-self.x, -self.y)

    def __len__(self):
        return 2

    def __getitem__(self, i):
        return self.x if i == 0 else self.y

    def __contains__(self, v):
        return v == self.x or v == self.y

    def __iter__(self):
        yield self.x
        yield self.y

    def __repr__(self):
        return f"Vec({self.x}, {self.y})"


@dataclass(order=True)
class Job:
    priority: float
    name: int = field(compare=False, default=0)


class Base(ABC):
    def __init__(self):
        self._gain = 1.0
        self.__hidden = 0.25

    @property
    def gain(self):
        return self._gain * self.__hidden

    @gain.setter
    def gain(self, value):
        self._gain = max(0.0, value)

    @abstractmethod
    def act(self, obs):
        ...


class Left(Base):
    def extra(self):
        return 0.125 + super().extra()


class Root(Base):
    def extra(self):
        return 0.5


class Policy(Left, Root):
    __slots__ = ()

    def __init__(self):
        super().__init__()
        self.side = Side.LEFT
        self.phase = Phase.A

    def act(self, obs):
        v = 2.0 * Vec(obs[0], obs[1]) + -Vec(0.5)
        self.gain = obs[2]
        if obs[3] > 0.8:
            self.side = self.side.other()
            self.phase = self.phase.following
        first = min(Job(obs[0], 1), Job(obs[1], 2))
        x, y = v
        u = math.hypot(x, y) + v[0] + v[1] * len(v) + (1.0 if obs[0] in Vec(obs[0]) else 0.0)
        u += self.extra()
        same = Vec(1.0, 2.0) == Vec(1.0, 2.0)
        return u + self.gain + self.side + [0.1, 0.0, 0.3][self.side] + first.name + (0.5 if same and self.phase is Phase.B else 0.0)
