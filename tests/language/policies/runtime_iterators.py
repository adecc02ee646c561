"""map, starmap, pairwise and product over lists whose length the run decides."""

from itertools import pairwise, product, starmap


class Policy:
    def __init__(self):
        self.trace = []
        self.offsets = (-1, 0, 1)

    def act(self, obs):
        self.trace.append((int(obs[0] * 3.0), int(obs[1] * 3.0)))
        if len(self.trace) > 6:
            self.trace = self.trace[-4:]
        small = [x for x in obs if abs(x) < 1.5]
        steps = list(starmap(lambda a, b: abs(a[0] - b[0]) + abs(a[1] - b[1]), zip(self.trace, self.trace[1:])))
        total = sum(map(abs, small)) + sum(steps)
        for before, after in pairwise(self.trace):
            total += 0.5 * (after[0] - before[1])
        weight = 1.0
        for dx, x in product(self.offsets, small):
            total += weight * dx * x
            weight *= 0.9
        for a, b in product(small, repeat=2):
            total += 0.01 * weight * (a - 2.0 * b)
            weight += 0.1
        return 0.1 * (total + max(map(lambda a, b: a * b, small, obs), default=0.0))
