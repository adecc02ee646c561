"""copy.deepcopy of an object of one of several classes, and of one that may be None, is another object."""

import copy


class Level:
    def __init__(self, v):
        self.v = v


class Slope:
    def __init__(self, v):
        self.v = v


class Policy:
    def __init__(self):
        self.level = Level(1.0)
        self.slope = Slope(2.0)
        self.last = None

    def act(self, obs):
        one = self.level if obs[0] > 0 else self.slope
        other = copy.deepcopy(one)
        other.v += 5.0
        saved = copy.deepcopy(self.last)
        self.last = Level(obs[1]) if obs[1] > 0 else None
        before = saved.v if saved is not None else -1.0
        return 0.02 * (self.level.v + 2 * self.slope.v + 3 * other.v) + 0.1 * before
