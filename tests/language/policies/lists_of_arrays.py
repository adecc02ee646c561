"""tolist() of arrays of run-time length; sizes in the fields of objects of which one is chosen at run time."""

import numpy as np


class Model:
    def __init__(self, dim):
        self.dim = dim
        self.inverse = np.eye(dim)
        self.target = np.zeros(dim)
        self.count = 0

    def update(self, x, value):
        gain = self.inverse @ x
        self.inverse -= np.outer(gain, gain) / (1.0 + x @ gain)
        self.target += value * x
        self.count += 1

    def score(self, x):
        return float((0.5 * self.inverse + 1e-3 * np.eye(self.dim)).sum() + self.target @ x) + 0.1 * self.count


class Policy:
    def __init__(self):
        self.reset()

    def reset(self):
        self.models = [Model(3) for _ in range(4)]
        self.last = None
        self.seen = {}

    def act(self, obs):
        if self.last is not None:
            x, arm = self.last
            self.models[arm].update(x, obs[1])
        x = np.array([1.0, np.clip(obs[0], -1, 1), np.clip(obs[2], -1, 1)])
        scores = [m.score(x) for m in self.models]
        arm = int(abs(obs[0]) * 4) % 4
        self.last = (x, arm)
        high = np.flatnonzero(obs > 0.2).tolist()
        pairs = np.argwhere(obs[:, None] > obs[None, :]).tolist()
        key = (len(pairs), tuple(high))
        self.seen[key] = self.seen.get(key, 0) + 1
        values = obs[obs > 0].tolist()
        return sum(scores) + sum(high) + sum(a * b for a, b in pairs) + sum(values) / 3 + self.seen[key] + 1 // len([1, *high])
