import math


class Policy:
    def act(self, obs):
        math.pi = 3.0
        return math.pi
