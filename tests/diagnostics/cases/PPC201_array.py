import math


class Policy:
    def act(self, obs):
        return math.sin(obs)
