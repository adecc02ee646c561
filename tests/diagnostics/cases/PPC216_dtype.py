import numpy as np


class Policy:
    def act(self, obs):
        z = np.zeros(3, dtype="complex")
        return obs[0]
