# action box:2; stream 1001221
# cpython: integers of Python have no end, ours keep to 64 bits; the comparison ends there
import numpy as np


class Policy:
    def act(self, obs):
        try:
            n = int(np.sum(np.cross(obs[3:6], obs[2:5])))
        except ValueError:
            n = 0
        return n, min(n, 5)
