from dataclasses import dataclass
from enum import Enum


class Mode(Enum):
    SEEK = 1
    HOLD = 2


@dataclass
class Command:
    gain: float
    kind: str


class Policy:
    def __init__(self):
        self.mode = Mode.SEEK
        self.t = 0

    def scale(self, command):
        match command:
            case Command(kind="double", gain=g):
                return 2.0 * g
            case Command(gain=g):
                return g

    def act(self, obs):
        self.t += 1
        a, b = bool(obs[0] > 0), bool(obs[1] > 0)
        match self.mode:
            case Mode.SEEK if obs[2] > 0.5:
                self.mode = Mode.HOLD
            case Mode.HOLD if obs[2] < -0.5:
                self.mode = Mode.SEEK
        match (a, b):
            case (True, True):
                u = 1.0
            case (False, x) if x:
                u = -1.0
            case _:
                u = 0.5
        match self.t % 5:
            case 0 | 1:
                u += 0.1
            case 2 as k:
                u += 0.01 * k
            case n:
                u -= 0.001 * n
        match [obs[0], obs[1], obs[2]]:
            case [first, *rest]:
                u += 0.1 * first + 0.01 * len(rest) + 0.05 * rest[1]
        match {"kp": 2.0, "mode": "fast"}:
            case {"kp": kp, "mode": "fast"}:
                u += kp
        return u + (self.scale(Command(0.3, "double")) if self.mode is Mode.HOLD else self.scale(Command(0.7, "plain")))
