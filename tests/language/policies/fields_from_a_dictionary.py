class Limits:
    def __init__(self, **given):
        self.low, self.high = -1.0, 1.0
        self.__dict__.update(given)


class Policy:
    """Fields that a dictionary names."""

    DEFAULTS = {"kp": 1.0, "kd": 0.5, "steps": 0}

    def __init__(self):
        self.__dict__.update(self.DEFAULTS)
        self.__dict__.update({"ki": 0.1}, total=0.0)
        self.limits = Limits(high=2.0)

    def act(self, obs):
        self.steps += 1
        self.total += obs[0]
        if obs[1] > 1.0:
            self.__dict__.update(total=0.0, kp=self.kp * 0.9)
        u = self.kp * obs[0] + self.kd * obs[1] + self.ki * self.total
        return min(max(u, self.limits.low), self.limits.high) + 0.001 * self.steps
