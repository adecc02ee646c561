import numpy as np


class Policy(np.ndarray):
    def act(self, obs):
        return obs[0]
