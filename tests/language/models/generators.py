# 6 box:2 smooth
import itertools
from functools import reduce
from operator import add, mul


def sliding_pairs(values):
    it = iter(values)
    prev = next(it)
    for v in it:
        yield prev, v
        prev = v


def chunked(seq, n):
    for i in range(0, len(seq), n):
        yield seq[i:i + n]


class Policy:
    def act(self, obs):
        obs = [float(o) for o in obs]
        diffs = [b - a for a, b in sliding_pairs(obs)]
        dots = [x * y for x, y in chunked(obs, 2)]
        combos = sum(a * b for a, b in itertools.combinations(obs[:4], 2))
        prod = reduce(mul, obs[:3], 1.0)
        total = reduce(lambda acc, v: acc * 0.9 + v, diffs, 0.0)
        cum = list(itertools.accumulate(obs))
        grid = [(i, j) for i, j in itertools.product(range(3), repeat=2) if i != j]
        best = min(grid, key=lambda p: (obs[p[0]] - obs[p[1] + 3]) ** 2)
        u = 0.1 * combos + 0.2 * prod + 0.1 * total + 0.01 * cum[-1]
        v = 0.3 * dots[0] - 0.2 * dots[-1] + 0.05 * (best[0] - best[1])
        return [max(-1, min(1, u)), max(-1, min(1, v))]
