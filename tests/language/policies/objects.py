import math
from dataclasses import dataclass, field
from itertools import product


@dataclass
class Gains:
    kp: float = 2.0
    kd: float = 0.3
    limits: list = field(default_factory=lambda: [1.0, -1.0])


class Filter:
    def __init__(self, alpha):
        self.alpha = alpha
        self.y = None

    def update(self, x):
        self.y = x if self.y is None else self.y + self.alpha * (x - self.y)
        return self.y


class Base:
    SCALE = 3.0

    def __init__(self, n=2):
        self.n = n

    def scaled(self, x):
        return x * self.SCALE


class MyPolicy(Base):
    OFFSETS = tuple((i - j) * 0.1 for i, j in product(range(2), repeat=2))

    def __init__(self):
        super().__init__(n=3)
        self.gains = Gains(kd=0.4)
        self.filters = [Filter(0.1 * (i + 1)) for i in range(self.n)]
        self.square = lambda v: v * v
        self.table = {i: math.cos(i) for i in range(4)}

    @property
    def gain(self):
        return self.gains.kp / 2

    @staticmethod
    def mix(a, *rest, scale=1.0):
        return a + scale * sum(rest)

    def act(self, obs):
        ys = [f.update(v) for f, v in zip(self.filters, obs)]
        u = self.mix(*ys, scale=self.gain)
        for o in self.OFFSETS:
            u += o * self.square(obs[3])
        lo, hi = min(self.gains.limits), max(self.gains.limits)
        u = max(lo, min(hi, u)) + self.scaled(0.1)
        if isinstance(u, float) and hasattr(self, "gains"):
            u += self.table[int(abs(obs[0]) * 3) % 4]
        return -u if any(y > 1.0 for y in ys) else u
