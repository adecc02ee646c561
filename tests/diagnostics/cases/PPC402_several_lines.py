import numpy as np


class Policy:
    def act(self, obs):
        return np.sum(
            np.ones(3)
            * obs
        )
