# action box:2; stream 3
# cpython: dividing by min() or max() raises if the number that it chose is Python's, not if it is NumPy's
import numpy as np


class Policy:
    def __init__(self):
        self.raised = 0

    def inverse(self, y):
        try:
            return 1.0 / y
        except ZeroDivisionError:
            self.raised += 1
            return 7.0

    def act(self, obs):
        y = max(obs[0], 0.0)
        z = self.inverse(y * 2.0) + self.inverse(max(0.0, min(1.0, obs[1]))) + self.inverse(0.0 if obs[2] > 0.0 else obs[3])
        z += self.inverse(max(obs[4], 0.5)) + self.inverse(np.float64(y) + 1.0) + self.inverse(max(obs[5], 0.0) ** 2)
        return min(z, 99.0), self.raised
