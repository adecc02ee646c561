from collections import deque

import numpy as np


class Policy:
    def __init__(self):
        self.h = deque(maxlen=5)
        self.pairs = deque([(0.0, 1)], maxlen=3)
        self.log = []
        self.queue = deque()

    def act(self, obs):
        self.h.append(obs[0])
        if obs[1] > 0:
            self.pairs.append((obs[1], len(self.h)))
        else:
            self.pairs.appendleft((obs[2], 7))
        mean = sum(self.h) / len(self.h)
        best = max(self.h)
        first = self.h[0] - self.h[-1]
        total = 0.0
        for k, (v, n) in enumerate(reversed(self.pairs)):
            total += v * n - 0.1 * k
        self.log.append(obs[3])
        if len(self.log) > 6:
            self.log.pop(0)
        self.queue.append(obs[3])
        if len(self.queue) > 4:
            total += self.queue.popleft()
        arr = np.array(self.h)
        return (
            mean
            + best
            + first
            + total
            + self.log[-1]
            + arr.mean()
            + np.array(self.log).max()
            + (0.5 if obs[3] in self.h else 0.25)
        )
