import numpy as np


class Policy:
    def __init__(self):
        self.rng = np.random.default_rng()

    def act(self, obs):
        return obs[0] + self.rng.normal(0.0, 0.1)
