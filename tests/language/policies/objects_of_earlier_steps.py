"""Fields that name one of several objects from step to step: what is written to it is written to the object."""


class Track:
    def __init__(self, x):
        self.x = x
        self.age = 0.0


class Policy:
    def __init__(self):
        self.fixed = [Track(0.5), Track(-0.5), Track(0.1)]
        self.chosen = self.fixed[0]

    def act(self, obs):
        same = self.chosen is self.fixed[1]
        if obs[0] > 0:
            self.chosen = self.fixed[1] if obs[1] > 0 else self.fixed[2]
        self.chosen.age += 1
        return sum(t.age * (k + 1) for k, t in enumerate(self.fixed)) * 0.01 + same
