# action box:1; stream 1001850
# cpython: what __init__ or the module computed for a default or a closure was 0 in act
from collections import defaultdict, namedtuple
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple


@dataclass
class Setting:
    gain: float = -0.5
    bias: float = field(default=-1.0 / 3.0)
    ends: list = field(default_factory=lambda: [-1.0, -2.0])


class Point(NamedTuple):
    x: float = -0.75


Pair = namedtuple("Pair", "a b", defaults=[-0.25])


class Law:
    BIAS = -0.5
    SCALE = -BIAS * 3.0

    def __init__(self, k):
        self.k = -k

    def value(self, x, d=SCALE, *, more=-0.3):
        return self.k * x + d + more + self.BIAS


def scaled(x, k=-0.7):
    return k * x


def shifted(x, k=-2.0):
    return x - k


HALF = partial(scaled, k=-0.5)


class Policy:
    def __init__(self):
        k = 1.5
        gain = -k * 2.0

        def inner(x, y=-2.5):
            return x * gain + y

        self.inner = inner
        self.bound = Law(k).value
        self.chosen = scaled
        self.laws = {i: (lambda x, g=g: g * x) for i, g in enumerate([-k, gain])}
        self.values = defaultdict(lambda: gain * 3.0)

    def act(self, obs):
        self.chosen = scaled if obs[0] > 0.0 else shifted
        s = Setting()
        total = self.inner(obs[0]) + self.bound(obs[1]) + self.chosen(obs[2]) + self.laws[0](obs[3]) + self.laws[1](obs[4])
        total += s.gain + s.bias * obs[0] + s.ends[1] + Point().x + Pair(1.0).b + HALF(obs[5])
        return total + self.values[int(abs(obs[0])) % 3]
