import random


class Policy:
    def __init__(self):
        self.rng = random.Random("walker")

    def act(self, obs):
        return obs[0] + self.rng.gauss(0.0, 0.1)
