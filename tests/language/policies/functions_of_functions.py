"""Decorators of the policy's own, functions made in comprehensions, objects of any fields, fields set by name."""

import functools
from types import SimpleNamespace

import numpy as np

np.seterr(all="ignore")
np.set_printoptions(precision=3)


def clamped(low, high):
    def decorate(function):
        @functools.wraps(function)
        def inner(*args, **kwargs):
            return max(low, min(high, function(*args, **kwargs)))

        return inner

    return decorate


def doubled(function):
    def inner(self, x):
        return 2.0 * function(self, x)

    return inner


@clamped(-0.5, 0.5)
def gain(x, k=2.0):
    return k * x


class Settings:
    def __init__(self, **options):
        for name, value in options.items():
            setattr(self, name, value)


class Policy:
    def __init__(self):
        self.late = [lambda x: k * x for k in (0.1, 0.2, 0.3)]
        self.early = [lambda x, k=k: k * x for k in (0.1, 0.2, 0.3)]
        self.named = {name: lambda x: x + len(name) for name in ("a", "bc", "def")}
        self.gains = SimpleNamespace(kp=2.0, kd=0.1, total=0.0)
        self.settings = Settings(limit=0.75, rate=0.5)
        for name, value in [("first", 1.5), ("second", -0.5)]:
            setattr(self, name, value)

    @doubled
    def _error(self, x):
        return x - self.first

    @clamped(-3.0, 3.0)
    def act(self, obs):
        self.gains.total += self.settings.rate * obs[3]
        out = self.late[0](obs[0]) + self.early[1](obs[1]) + self.named["a"](obs[2])
        out += gain(obs[0]) + gain(obs[1], k=0.5) + self._error(obs[2]) + self.second
        return self.gains.kp * out - self.gains.kd * obs[1] + 0.01 * self.gains.total + self.settings.limit
