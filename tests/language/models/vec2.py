# 8 box:2 smooth
from __future__ import annotations
import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Vec2:
    x: float
    y: float

    def __add__(self, o: Vec2) -> Vec2:
        return Vec2(self.x + o.x, self.y + o.y)

    def __sub__(self, o: Vec2) -> Vec2:
        return Vec2(self.x - o.x, self.y - o.y)

    def __mul__(self, k: float) -> Vec2:
        return Vec2(self.x * k, self.y * k)

    __rmul__ = __mul__

    def __neg__(self):
        return Vec2(-self.x, -self.y)

    def __iter__(self):
        yield self.x
        yield self.y

    @property
    def norm(self) -> float:
        return math.hypot(self.x, self.y)

    def limited(self, m: float) -> Vec2:
        n = self.norm
        return self if n <= m else self * (m / n)

    def __repr__(self):
        return f"Vec2({self.x:.2f}, {self.y:.2f})"


class Policy:
    def act(self, obs):
        pos, vel, ref = Vec2(obs[0], obs[1]), Vec2(obs[2], obs[3]), Vec2(obs[4], obs[5])
        err = ref - pos
        cmd = 1.5 * err + vel * -0.6
        cmd = cmd.limited(1.0)
        if abs(cmd.x) > 0.99:
            cmd = -(-cmd)
        return [cmd.x, cmd.y]
