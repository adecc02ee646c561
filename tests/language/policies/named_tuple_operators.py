"""Named tuples with operators of their own; ``in`` places of an object; the numbers an object stands for."""

from collections import namedtuple
from functools import total_ordering
from typing import NamedTuple


class Vec(NamedTuple):
    x: float
    y: float

    def __add__(self, other):
        return Vec(self.x + other.x, self.y + other.y)

    def __sub__(self, other):
        return Vec(self.x - other.x, self.y - other.y)

    def __mul__(self, factor):
        return Vec(self.x * factor, self.y * factor)

    __rmul__ = __mul__

    def __matmul__(self, other):
        return self.x * other.x + self.y * other.y

    def __neg__(self):
        return type(self)(-self.x, -self.y)

    def __abs__(self):
        return (self.x**2 + self.y**2) ** 0.5

    def __lt__(self, other):
        return abs(self) < abs(other)

    def __eq__(self, other):
        if not isinstance(other, Vec):
            return NotImplemented
        return abs(self.x - other.x) < 0.5

    def __bool__(self):
        return bool(self.x > 0.2)

    def __contains__(self, value):
        return self.x < value < self.y


class Pair(namedtuple("Pair", "a b")):
    def __add__(self, other):
        return Pair(self.a + other.a, self.b - other.b)

    def __len__(self):
        return 7

    def __getitem__(self, i):
        return 10.0 * self.a if i == 0 else self.b

    def __iter__(self):
        return iter((self.b, self.a))


@total_ordering
class Level:
    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        return self.value < other.value

    def __eq__(self, other):
        return self.value == other.value

    def __iadd__(self, amount):
        self.value += amount
        return self

    def __float__(self):
        return float(self.value)

    def __int__(self):
        return int(self.value)

    def __round__(self, digits=None):
        return 100.0 if digits is None else round(self.value, digits)

    def __abs__(self):
        return Level(abs(self.value))

    def __index__(self):
        return 1 if self.value > 0.0 else 0

    def __invert__(self):
        return -self.value

    def __pos__(self):
        return self.value


class Policy:
    def __init__(self):
        self.offset = Vec(0.5, -0.25)
        self.level = Level(0.0)

    def act(self, obs):
        a, b = Vec(obs[0], obs[1]), Vec(obs[2], obs[3])
        c = a + b - self.offset * 2.0
        d = -c * 0.5 + 0.25 * a
        out = c[0] + 2.0 * d.y + (a @ b)
        out += 3.0 if a < b else 0.0
        out += 5.0 if a == b else 0.0
        out += 0.5 if a != b else 0.0
        out += 7.0 if a else 0.0
        out += 11.0 if 0.1 in b else 0.0
        out += sorted([a, b, c])[0].x
        c += a
        out += c.y
        p = Pair(obs[0], obs[1]) + Pair(obs[2], obs[3])
        first, second = p
        out += len(p) + p[0] - p[1] + first - 2.0 * second
        self.level += 0.01 * obs[0]
        other = Level(obs[1])
        out += 0.1 * float(self.level) + int(other) + round(other) + round(other, 1) + abs(other).value
        out += [0.5, 1.5][other] + ~other + 2.0 * +other
        out += 1.0 if self.level <= other else 2.0
        out += 4.0 if self.level >= other else 8.0
        out += 16.0 if self.level > other else 32.0
        return 0.01 * out
