import numpy as np


class Policy:
    def act(self, obs):
        return np.arange(0.0, obs[0], 0.25).sum()
