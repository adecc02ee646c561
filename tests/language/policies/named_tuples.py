from collections import Counter, OrderedDict, namedtuple
from typing import NamedTuple

Point = namedtuple("Point", "x y")
Gains = namedtuple("Gains", ["kp", "kd"], defaults=[0.5])


class Waypoint(NamedTuple):
    x: float
    y: float
    hold: int = 2

    @property
    def size(self):
        return abs(self.x) + abs(self.y)

    def toward(self, other):
        return Waypoint(self.x + other.x, self.y + other.y, self.hold)


PATH = [Waypoint(0.5, 0.1), Waypoint(-0.5, 0.4, 5), Waypoint(0.2, -0.8)]


class Policy:
    def __init__(self):
        self.gains = Gains(kp=1.5)
        self.at = 0
        self.last = Point(0.0, 0.0)
        self.counts = Counter()

    def act(self, obs):
        p = Point(obs[0], obs[1])
        x, y = p
        target = PATH[self.at]
        if abs(x - target.x) < 0.3:
            self.at = (self.at + 1) % len(PATH)
        moved = target.toward(p)
        self.counts[int(obs[2] * 2)] += 1
        self.counts.update([int(obs[3])])
        value, times = self.counts.most_common(1)[0]
        speed = (p.x - self.last.x) / 0.1
        self.last = p._replace(y=0.0)
        names = OrderedDict(a=1.0, b=2.0)
        u = self.gains.kp * (target.x - x) - self.gains.kd * speed + moved.size + 0.1 * target.hold + p[1]
        return u + 0.01 * times + 0.1 * value + 0.001 * self.counts[99] + len(p) + max(p) + names["b"] + self.last.y
