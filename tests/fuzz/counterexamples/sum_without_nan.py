# action box:1; stream 1000467
# cpython: np.nansum is a left fold of the numbers that are not NaN
from collections import deque
import numpy as np

class Policy:

    def __init__(self):
        self.d18 = deque(maxlen=6)

    def act(self, obs):
        v22 = np.sqrt(np.full(12, 0.0).clip(2.0, 3.0) + 0.5)
        k23 = 2
        self.d18.append(np.nansum(v22))
        return sum(self.d18)
