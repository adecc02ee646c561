import numpy as np


class Policy:
    def act(self, obs):
        return np.eye(2)[0, 0, 0]
