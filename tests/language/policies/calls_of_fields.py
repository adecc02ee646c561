"""Iterators that a list takes in with +=, and a field that is None first and an object that can be called later."""

from itertools import starmap
from functools import partial


def push(gain, x, k):
    return gain * x + k


class Line:
    def __init__(self, a, b):
        self.a, self.b = a, b

    def __call__(self, t):
        return self.a + self.b * t


class Policy:
    def __init__(self):
        self.path = None
        self.t = 0

    def reset(self):
        self.path = None
        self.t = 0

    def act(self, obs):
        self.t += 1
        if self.path is None or self.t % 7 == 0:
            self.path = Line(obs[0], obs[1])
        f = [0.5]
        f += starmap(partial(push, 0.3), ((v, i) for i, v in enumerate(obs)))
        f += (v for v in obs if v > 0)
        f += map(abs, obs)
        return self.path(self.t) + sum(f)
