# 4 discrete:2 smooth
"""Recursive lookahead (depth 4) on the CartPole model."""
import math


class Policy:
    DEPTH = 4

    def model(self, s, a):
        x, xd, th, thd = s
        f = 10.0 if a == 1 else -10.0
        ct, st = math.cos(th), math.sin(th)
        temp = (f + 0.05 * thd ** 2 * st) / 1.1
        tacc = (9.8 * st - ct * temp) / (0.5 * (4.0 / 3.0 - 0.1 * ct ** 2 / 1.1))
        xacc = temp - 0.05 * tacc * ct / 1.1
        return (x + 0.02 * xd, xd + 0.02 * xacc, th + 0.02 * thd, thd + 0.02 * tacc)

    def cost(self, s):
        x, xd, th, thd = s
        if abs(x) > 2.4 or abs(th) > 0.21:
            return 100.0
        return x * x * 0.1 + 0.05 * xd * xd + 5 * th * th + 0.5 * thd * thd

    def search(self, s, depth):
        if depth == 0:
            return self.cost(s)
        return self.cost(s) + min(self.search(self.model(s, a), depth - 1) for a in (0, 1))

    def act(self, obs):
        s = tuple(float(v) for v in obs)
        values = [self.search(self.model(s, a), self.DEPTH - 1) for a in (0, 1)]
        return values.index(min(values))
