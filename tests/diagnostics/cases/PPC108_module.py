import random


class Policy:
    def __init__(self):
        self.bias = random.random()

    def act(self, obs):
        return obs[0] + self.bias
