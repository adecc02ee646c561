# action box:4; stream 2
# cpython: np.clip between two numbers keeps -0.0 at a bound of 0.0, between arrays it answers the bound
import numpy as np


class Policy:
    def act(self, obs):
        zero = obs * -0.0
        return [np.clip(zero[0], 0.0, 1.0), zero.clip(0.0, 1.0)[1], np.clip(zero, np.zeros(6), 1.0)[2], np.clip(zero, 0.0, None)[3]]
