class Slow:
    def __init__(self): self.c = 0
    def f(self, x):
        self.c += 1
        return 0.1 * x
class Fast:
    def __init__(self): self.t = 0.0
    def f(self, x):
        self.t += x
        return 0.5 * self.t
class Policy:
    def __init__(self):
        self.ctl = {"slow": Slow(), "fast": Fast(), "off": None}
        self.mode = "off"
    def act(self, obs):
        if obs[0] > 1: self.mode = "fast"
        elif obs[0] < -1: self.mode = "slow"
        elif abs(obs[1]) < 0.1: self.mode = "off"
        c = self.ctl[self.mode]
        if c is None:
            return 0.0
        return c.f(obs[1])
