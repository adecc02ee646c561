"""Fields that a step makes when it first needs them, and fields that begin as what the class has."""

from collections import deque
from enum import Enum

import numpy as np


class Phase(Enum):
    REST = 0
    RUN = 1


class Integrator:
    total = 0.0
    steps = 0
    last = None
    phase = Phase.REST
    span = (0.0, 1.0)
    LIMIT = 2.5

    def add(self, x):
        self.steps += 1
        self.total = min(self.LIMIT, self.total + 0.1 * x)
        self.span = (min(self.span[0], x), max(self.span[1], x))
        change = 0.0 if self.last is None else x - self.last
        self.last = x
        if x > 1.0:
            self.phase = Phase.RUN
        elif x < -1.0:
            self.phase = Phase.REST
        return self.total + 0.01 * self.steps + change + (0.5 if self.phase is Phase.RUN else 0.0) + self.span[0] * self.span[1]


class Slow(Integrator):
    steps = 10


class Filter:
    def __init__(self, rate):
        self.rate = rate

    def __call__(self, x):
        if not hasattr(self, "y"):
            self.y = x
        self.y += self.rate * (x - self.y)
        return self.y


class Policy:
    t = 0
    mode = "start"

    def __init__(self):
        self.parts = [Integrator(), Slow()]
        self.filters = {"fast": Filter(0.5), "slow": Filter(0.1)}

    def act(self, obs):
        self.t += 1
        if obs[0] > 1.5:
            self.mode = "high"
        if self.t > 3 and not hasattr(self, "window"):
            self.window = deque(maxlen=4)
        if hasattr(self, "window"):
            self.window.append(obs[1])
        best = getattr(self, "best", -10.0)
        self.best = max(best, obs[2])
        if getattr(self, "previous", None) is None:
            self.previous = obs.copy()
        speed = np.sum(obs - self.previous)
        self.previous = np.array(obs)
        try:
            self.count += 1
        except AttributeError:
            self.count = 5
        old = self.old if hasattr(self, "old") else obs[3]
        if obs[3] > 0.0:
            self.old = obs[3]
        late = 0.0
        try:
            late = self.late
        except AttributeError:
            late = -1.0
        if obs[0] < -1.0:
            self.late = obs[0]
        out = sum(part.add(x) for part, x in zip(self.parts, obs))
        out += self.filters["fast"](obs[0]) - self.filters["slow"](obs[1])
        out += best + speed + 0.001 * self.count + old + late + 0.001 * self.t + (1.0 if self.mode == "high" else 0.0)
        return 0.1 * out + (sum(self.window) if hasattr(self, "window") else 0.0) + 0.01 * Integrator.steps + 0.1 * Policy.t
