"""Properties, static methods and methods that a class makes without def."""


class T:
    limit = 3

    def __init__(self):
        self.n = 0
        self._g = 1.0

    def get(self):
        return self._g

    def set(self, v):
        self._g = max(v, 0.5)
    g = property(get, set)
    done = property(lambda self: self.n >= self.limit)
    clip = staticmethod(lambda v: max(-1.0, min(1.0, v)))
    make = classmethod(lambda cls: cls())
    double = lambda self: 2 * self.n


class Policy:

    def __init__(self):
        self.t = T.make()

    def act(self, obs):
        self.t.n += 1 if obs[0] > 0 else 0
        self.t.g = obs[1]
        if self.t.done:
            self.t.n = 0
        return self.t.g + self.t.clip(obs[2]) + T.clip(obs[3]) + self.t.double() + T.double(self.t)
