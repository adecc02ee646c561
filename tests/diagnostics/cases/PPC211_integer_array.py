import numpy as np


class Policy:
    def act(self, obs):
        hits = np.zeros(4, dtype=int)
        hits += obs
        return hits[0]
