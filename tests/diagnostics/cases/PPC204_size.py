import numpy as np


class Policy:
    def act(self, obs):
        grid = np.zeros(2.0)
        return grid[0]
