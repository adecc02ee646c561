# action box:1; stream 1011625
# numba: float() of a float32 is a float32 to Numba, whose sums are rounded again
import numpy as np


class Policy:
    def act(self, obs):
        y = float(np.float32(obs[1])) + float(np.float32(obs[0]))
        return 3.0 * y
