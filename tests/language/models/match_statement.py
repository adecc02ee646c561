# 4 discrete:3 smooth
from dataclasses import dataclass


@dataclass
class Idle:
    ticks: int = 0


class Mode:
    SEEK = "seek"
    HOLD = "hold"
    ESCAPE = "escape"


class Policy:
    def __init__(self):
        self.mode = Mode.SEEK
        self.ticks = 0

    def reset(self):
        self.mode, self.ticks = Mode.SEEK, 0

    def act(self, obs):
        x, v, d, h = obs
        self.ticks += 1
        quadrant = (x > 0, v > 0)
        match self.mode:
            case Mode.SEEK if d < 0.2:
                self.mode = Mode.HOLD
            case Mode.HOLD if d > 0.6:
                self.mode = Mode.SEEK
            case "escape" if self.ticks % 7 == 0:
                self.mode = Mode.SEEK
            case Mode.SEEK | Mode.HOLD if h < -0.5:
                self.mode = Mode.ESCAPE
            case _:
                pass
        match quadrant:
            case (True, True):
                action = 0
            case (False, False):
                action = 2
            case (True, False) if self.mode == Mode.ESCAPE:
                action = 2
            case (a, b):
                action = 1 if a else 2 if b else 0
        match self.ticks % 3:
            case 0:
                return action
            case 1 | 2 as k:
                return (action + (k if self.mode == "hold" else 0)) % 3
