# action box:1; stream 0
# compiler: the inner loop's count is known in the outer loop's first turn and not later
import numpy as np


class Policy:
    def __init__(self):
        w = 1
        self.v = np.zeros(6)
        while w < 5:
            w += 1
            v = np.array([0.0, 0.0, 0.0, 0.0, 3.25, 0.0])
            for i in range(0, w):
                v[i % 6] = 0.1
            self.v = v

    def act(self, obs):
        return self.v.sum() + obs[0]
