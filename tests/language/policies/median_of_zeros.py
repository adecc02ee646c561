"""Which zero is in the middle shows in an angle."""

import math

import numpy as np


class Policy:
    def act(self, obs):
        signs = np.where(obs[:3] > 0.0, 0.0, -0.0)
        rows = np.outer(signs, obs[1:])
        across = np.median(rows, axis=0)
        ordered = np.sort(signs)
        ordered[1:].sort()
        return math.atan2(across[1], -1.0) + 0.1 * math.atan2(ordered[1], -1.0) + 0.01 * math.atan2(np.median(signs[:2]), -1.0)
