# action box:3; stream 3000705
# cpython: 0.0 / 0.0 is a negative NaN on the machine; the language has one NaN, a positive one
import math

import numpy as np


class Policy:
    def act(self, obs):
        nan = np.float64(0.0 * obs[0]) / (0.0 * obs[1])
        many = np.zeros(3) / (np.zeros(3) * obs[:3])
        return math.copysign(2.0, nan), np.copysign(3.0, nan) + np.copysign(obs[:3], many)[1], float(np.signbit(nan)) + np.signbit(many).sum()
