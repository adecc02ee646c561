class Mode:
    def enter(self, policy): pass

class Cruise(Mode):
    def act(self, policy, obs):
        return 0.2 * obs[1]
    def next(self, policy, obs):
        if obs[0] > 1.0:
            return Turning(angle=obs[1], left=5)
        return self

class Turning(Mode):
    def __init__(self, angle, left):
        self.angle = angle
        self.left = left
    def act(self, policy, obs):
        self.left -= 1
        return -0.3 * self.angle
    def next(self, policy, obs):
        if self.left <= 0:
            return Recover(self.angle)
        return self

class Recover(Mode):
    def __init__(self, angle):
        self.angle = angle
        self.ticks = 0
        self.seen = []
    def act(self, policy, obs):
        self.ticks += 1
        self.seen.append(obs[2])
        return 0.1 * self.ticks + 0.01 * sum(self.seen[-3:])
    def next(self, policy, obs):
        return Cruise() if self.ticks > 4 else self

class Policy:
    def __init__(self):
        self.mode = Cruise()
    def act(self, obs):
        new = self.mode.next(self, obs)
        if new is not self.mode:
            new.enter(self)
        self.mode = new
        u = self.mode.act(self, obs)
        if isinstance(self.mode, Turning):
            u += 0.01 * self.mode.left
        elif isinstance(self.mode, Recover) and self.mode.ticks > 2:
            u -= 0.05
        return u
