import itertools
from functools import partial, reduce
from operator import itemgetter, mul


def neighbours(cell, size):
    for dr, dc in ((-1, 0), (1, 0), (0, -1), (0, 1)):
        r, c = cell[0] + dr, cell[1] + dc
        if 0 <= r < size and 0 <= c < size:
            yield r, c


def pairs(values):
    it = iter(values)
    previous = next(it)
    for v in it:
        yield previous, v
        previous = v


def flat(rows):
    for row in rows:
        yield from row


def power(base, exponent):
    return base**exponent


square = partial(power, exponent=2)


class Policy:
    def __init__(self):
        self.ticket = itertools.count(1)
        self.phase = itertools.cycle([0.0, 0.5, 1.0])

    def act(self, obs):
        values = [float(v) for v in obs]
        cell = (int(abs(obs[0]) * 2) % 4, int(abs(obs[1]) * 2) % 4)
        near = sum(0.1 * r + 0.01 * c for r, c in neighbours(cell, 4))
        jumps = [b - a for a, b in pairs(values)]
        first = next((v for v in values if v > 0.5), -1.0)
        sums = list(itertools.accumulate(values))
        best = max(itertools.combinations(range(4), 2), key=lambda p: values[p[0]] * values[p[1]])
        order = [p for p in itertools.permutations((0.1, 0.2, 0.3)) if p[0] < p[2]]
        low = min(enumerate(values), key=itemgetter(1))[0]
        product = reduce(mul, values, 1.0)
        total = sum(flat([[1.0, 2.0], values[:2]])) + sum(itertools.chain(values, [0.5]))
        u = near + sum(jumps) + first + sums[-1] + best[0] - best[1] + order[1][0] + low + product + total
        return u + square(values[2]) + 0.001 * (next(self.ticket) % 7) + next(self.phase)
