"""Attributes that are assigned through the class, and namespaces that are compared."""

from types import SimpleNamespace


class Leg:
    count = 0
    longest = 0.0
    scale = 0.5

    def __init__(self, length):
        self.id = Leg.count
        Leg.count += 1
        self.length = length
        if length > Leg.longest:
            type(self).longest = length

    @classmethod
    def rescale(cls, x):
        cls.scale = 0.9 * cls.scale + 0.1 * x

    def push(self, x):
        return self.scale * x * self.length + self.id


class Policy:
    best = -100.0

    def __init__(self):
        self.legs = [Leg(0.5), Leg(1.5), Leg(1.0)]
        self.target = SimpleNamespace(x=0.0, y=0)

    def reset(self):
        Policy.best = -100.0
        Leg.scale = 0.5

    def act(self, obs):
        if obs[0] > Policy.best:
            self.__class__.best = obs[0]
        Leg.rescale(obs[1])
        here = SimpleNamespace(x=0.0, y=int(obs[2]))
        out = sum(leg.push(x) for leg, x in zip(self.legs, obs))
        return 0.1 * out + Leg.count + Leg.longest + self.best + (5.0 if here == self.target else 0.0)
