import numpy as np


class Policy:
    def act(self, obs):
        gains = np.array([1.0, 2.0, 3.0])
        return float(np.sum(gains * obs))
