import numpy as np


class Policy:
    def act(self, obs):
        return np.zeros((100000, 100000))[0, 0]
