# action box:1; stream 0
# cpython: math.fmod(inf, y) raises ValueError, there was no fault
import math

import numpy as np


class Policy:
    def act(self, obs):
        return math.fmod(np.float64(1.0) / np.floor(obs[0]), 2.0)
