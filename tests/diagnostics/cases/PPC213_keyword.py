import numpy as np


class Policy:
    def act(self, obs):
        return np.clip(obs[0], -1.0, 1.0, casting="safe")
