from collections import defaultdict


class Policy:
    """Sets and dictionaries that are updated with, made of, and merged with whatever can be gone through."""

    def __init__(self):
        self.seen = set()
        self.counts = defaultdict(int)
        self.last = {}

    def act(self, obs):
        cells = [int(v) for v in obs if v > 0]
        self.seen.update(cells)
        self.seen.update((1, 2), {int(obs[0])}, (c + 1 for c in cells))
        if len(self.seen) > 9:
            self.seen.clear()
        near = {1, 2, int(obs[1])}
        near.difference_update(cells, [2])
        near.symmetric_difference_update({1, 3})
        names = {"a": obs[0]}
        names.update([("b", obs[1]), ("a", 2.0)])
        names.update(c=obs[2])
        costs = {}
        costs.update((i, v) for i, v in enumerate(obs) if v > 0)
        costs.update({1: 0.5})
        for c in cells:
            self.counts[c] += 1
        copied = dict(self.counts)
        copied[-9] = 1
        pairs = dict(zip(cells, obs))
        pairs.update(self.last)
        merged = {int(obs[3]): 0.5, **copied, **{1: 7, 2: 8}, int(obs[1]): 3}
        self.last = {int(obs[2]): obs[2], **self.last} if len(self.last) < 5 else dict([(0, 1.0)])
        u = len(self.seen) + 0.1 * len(near) + 0.01 * sum(names.values()) + sum(costs.values())
        return u + len(copied) + sum(pairs.values()) + sum(merged.values()) / (1 + len(merged)) + len(self.counts)
