class Grip:
    def __init__(self): self.force = 0.0
    def step(self, o):
        self.force = min(1.0, self.force + 0.2)
        return self.force, (Lift(self.force) if self.force >= 1.0 else self)
class Lift:
    def __init__(self, h): self.h = h
    def step(self, o):
        self.h += 0.1 * abs(o[1])
        return self.h, (None if self.h > 2 else self)
class Work:
    def __init__(self): self.sub = Grip()
    def step(self, o):
        u, self.sub = self.sub.step(o)
        return u, (Rest(3) if self.sub is None else self)
class Rest:
    def __init__(self, n): self.n = n
    def step(self, o):
        self.n -= 1
        return 0.0, (Work() if self.n <= 0 and o[0] > 0 else self)
class Policy:
    def __init__(self):
        self.top = Rest(2)
    def act(self, obs):
        u, self.top = self.top.step(obs)
        return u
