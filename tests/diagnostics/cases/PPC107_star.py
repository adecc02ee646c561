from math import *


class Policy:
    def act(self, obs):
        return sin(obs[0])
