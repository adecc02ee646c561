import numpy as np


class Policy:
    def act(self, obs):
        table = np.array([[1.0, 2.0], [3.0]])
        return table[0, 0]
