from collections import defaultdict
import numpy as np


class Policy:
    def __init__(self):
        self.q = defaultdict(lambda: np.zeros(2))
        self.counts = {label: [1.0, 4.0] for label in range(8)}
        self.n = {}

    def act(self, obs):
        k = (int(obs[0] * 3), int(obs[1] * 3))
        self.q[k][0] += 1.0
        row = self.q[k]
        row[1] += row[0]
        if k not in self.n:
            self.n[k] = [0, 0.5]
        self.n[k][0] += 1
        r2 = self.n[k]
        r2[1] *= 1.5
        if r2[1] > 3:
            self.n[k] = [7, 0.25]
        label = int(abs(obs[0]) * 3) % 8
        self.counts[label][0] += 1
        c = self.counts[label]
        c[1] += obs[1]
        return self.q[k][0] + 0.1 * self.q[k][1] + c[0] / c[1] + self.n[k][0] * self.n[k][1]
