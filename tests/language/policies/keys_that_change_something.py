"""The key of min and max is asked once for each item, and never where there is none."""

from collections import defaultdict


class Policy:
    def __init__(self):
        self.reset()

    def reset(self):
        self.calls = 0
        self.items = []
        self.visits = defaultdict(int)

    def key(self, value):
        self.calls += 1
        return (value - 0.3) ** 2

    def act(self, obs):
        if obs[0] > 0.2:
            self.items.append(obs[1])
        if len(self.items) > 6:
            self.items.clear()
        nearest = min(self.items, key=self.key, default=-3.0)
        farthest = max(self.items, key=self.key) if self.items else 0.0
        try:
            large = max((v for v in self.items if v > 0.5), key=self.key)
        except ValueError:
            large = -9.0
        ways = [k for k in range(4) if obs[k % 3] > 0.6]
        way = min(ways, key=lambda k: (self.visits[int(obs[1] * 2.0) + k, 1], k), default=-1)
        self.visits[int(obs[1] * 2.0), 1] += 1
        return nearest + 3.0 * farthest + 7.0 * large + 0.1 * way + 0.01 * self.calls + 0.003 * len(self.visits)
