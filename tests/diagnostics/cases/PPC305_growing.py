import numpy as np


class Policy:
    def act(self, obs):
        path = np.zeros(1)
        x = obs[0]
        while x > 0.1:
            x = 0.5 * x
            path = np.append(path, x)
        return path[0]
