class Patrol:
    def __init__(self): self.n = 0
    def step(self, o):
        self.n += 1
        return 0.1 * self.n % 1.0
class Attack:
    def __init__(self, strength): self.strength = strength
    def step(self, o):
        self.strength *= 0.9
        return self.strength
class Policy:
    def __init__(self):
        self.patrol = Patrol()
        self.active = None
        self.previous = None
    def act(self, obs):
        if self.active is None:
            self.active = self.patrol
        if obs[0] > 1.2 and self.active is self.patrol:
            self.previous = self.active
            self.active = Attack(obs[1])
        elif obs[0] < -1.2 and self.previous is not None:
            self.active = self.previous
            self.previous = None
        u = self.active.step(obs)
        if isinstance(self.active, Attack) and abs(self.active.strength) < 0.1:
            self.active = None
        return u
