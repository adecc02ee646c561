import numpy as np


class Policy:
    def act(self, obs):
        hits = np.zeros(4, dtype=int)
        hits += obs
        counts = np.arange(4)
        counts[1:] *= 0.5
        total = np.array(3)
        total /= 2
        return hits[0] + counts[1] + total
