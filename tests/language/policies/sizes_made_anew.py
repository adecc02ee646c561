from dataclasses import dataclass

import numpy as np


class Filter:
    def __init__(self, n, gain=2):
        self.n, self.gain = n, gain
        self.points = 2 * n + 1
        self.updates = 0
        self.x = np.zeros(n)
        self.P = np.eye(n)

    def points_of(self):
        spread = np.empty((self.points, self.n))
        spread[0] = self.x
        spread[1 : self.n + 1] = self.x + 0.1 * self.P
        spread[self.n + 1 :] = self.x - 0.1 * self.P
        return spread

    def step(self, z):
        self.updates += 1
        mean = self.points_of().mean(axis=0)
        self.x = mean + 0.1 * self.gain * (z[: self.n] - mean)
        self.P = 0.9 * self.P + 0.05 * np.eye(self.n)
        return self.x.sum() + 0.01 * self.updates


@dataclass
class Sizes:
    rows: int = 2
    columns: int = 2


class Window:
    def __init__(self, size):
        self.size = size
        self.values = [0.0] * size

    def push(self, v):
        self.values = [v] + self.values[: self.size - 1]
        return sum(self.values) / self.size


class Policy:
    def __init__(self):
        self.order = 2
        self.wide = 0
        self.lost = Filter(3)
        self.reset()

    def reset(self):
        self.dim = 3
        self.order = 2
        self.wide = len(self.lost.x) + 1
        self.every = 4
        self.filter = Filter(self.dim)
        self.inner = Filter(n=2, gain=3)
        self.windows = [Window(3), Window(3)]
        self.sizes = Sizes()
        self.best = None
        self.turn = 0

    def act(self, obs):
        self.turn += 1
        grid = obs.reshape(self.sizes.rows, self.sizes.columns)
        total = (np.eye(self.dim) @ obs[: self.dim]).sum() + np.arange(self.wide).sum() + grid[0, 1] ** self.order
        if obs[3] > 1.8:
            self.order = 2
        total += self.filter.step(obs) + self.inner.step(obs)
        if obs[0] > 1.5:
            self.filter = Filter(3)
        if self.turn % self.every == 0:
            self.best = Filter(2)
        if self.best is not None:
            total += self.best.step(obs) + np.ones(self.best.n).sum()
        for window in self.windows:
            total += window.push(obs[1]) + np.zeros(window.size).sum()
        return 0.05 * total
