from enum import Enum

import numpy as np


class Mode(Enum):
    IDLE = 1
    RUN = 2
    STOP = 3


class Policy:
    def __init__(self):
        self.reset()

    def reset(self):
        self.mode = Mode.IDLE
        self.last = None
        self.peak = None
        self.name = "low"
        self.pair = None
        self.vec = None

    def helper(self, v):
        if v > 2.0:
            return None
        return v * 2.0

    def act(self, obs):
        x = obs[0]
        d = 0.0 if self.last is None else x - self.last
        self.last = x
        if self.peak is None or x > self.peak:
            self.peak = x
        if self.mode is Mode.IDLE and abs(x) > 0.5:
            self.mode = Mode.RUN
        elif self.mode == Mode.RUN:
            if d < -0.5:
                self.mode = Mode.STOP
        elif self.mode in (Mode.STOP, Mode.IDLE):
            self.mode = Mode.IDLE
        if self.mode is Mode.RUN:
            self.name = "high" if d > 0 else "mid"
        gain = {"low": 0.1, "mid": 0.5, "high": 1.0}[self.name]
        h = self.helper(obs[1])
        out = h if h is not None else -1.0
        if self.pair is not None and self.pair != (1, 2):
            a, b = self.pair
            out += a * 0.1 - b * 0.01
        self.pair = (x, d) if d > 0 else None
        if self.vec is None:
            self.vec = np.array([obs[2], obs[3]])
        self.vec = 0.9 * self.vec + 0.1 * obs[2:4]
        return gain * d + out + self.peak + self.mode.value + self.vec[0] - self.vec[1]
