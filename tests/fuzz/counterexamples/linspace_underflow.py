# action box:2[-1,1.5]; stream 70009486
# cpython: step 22 (tame): CPython [1.5, -1.0], expected [1.5, 0.0]
import numpy as np


class Policy:
    def __init__(self):
        self.total = 0.0

    def act(self, obs):
        if np.linspace(0.0, obs[1], 5)[3]:
            self.total -= 5
        count = 3 + (1 if obs[0] > 0 else 0)
        if np.linspace(0.0, obs[2] * 1e-300 * 1e-23, count)[1]:
            self.total += 1
        return [2 if np.isnan(np.linspace(0.0, np.inf, 1)[0]) else 1, self.total]
