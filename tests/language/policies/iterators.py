"""Iterators are run through once; ``next``, ``islice`` and groups take items from them."""

from itertools import accumulate, chain, islice


def pairs(values):
    for a, b in zip(values, values[1:]):
        yield a * b


class Policy:
    def __init__(self):
        self.gains = [0.5, 0.25, -0.125, 0.0625]

    def act(self, obs):
        out = 0.0
        it = iter(obs)
        for a, b in zip(it, it):
            out += a * b
        for a, b in zip(*[iter(self.gains)] * 2):
            out += 2.0 * a - b
        it = iter(obs)
        first = next(it)
        head = list(islice(it, 2))
        out += first + sum(head) * 3.0 + sum(islice(it, 5))
        squares = (x * x for x in obs)
        out += max(squares)
        squares = (x * x for x in obs)
        out += sum(squares)
        products = pairs(self.gains)
        largest = next(products)
        for p in products:
            largest = max(largest, p)
        if obs[0] > 0.0:
            scaled = map(lambda x: 2.0 * x, obs)
            out += sum(scaled)
        else:
            scaled = map(lambda x: 3.0 * x, obs)
            out -= sum(scaled)
        items = {"a": obs[0], "b": obs[1]}.items()
        out += sum(v for _, v in items) + len([k for k, _ in items])
        numbered = list(enumerate(chain(obs, self.gains)))
        out += sum(i * x for i, x in numbered) + sum(x for i, x in numbered if i % 2)
        out += 1.0 if zip(obs, []) else 0.0
        try:
            next(iter([]))
        except StopIteration:
            out += 4.0
        for i in range(3):
            out += sum(x for x in reversed(self.gains)) * i
        return 0.01 * (out + largest + list(accumulate(obs))[2])
