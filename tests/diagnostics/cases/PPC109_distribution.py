import numpy as np


class Policy:
    def __init__(self):
        self.rng = np.random.RandomState(0)

    def act(self, obs):
        return obs[0] + self.rng.poisson(3.0)
