from collections import deque

import numpy as np


class Policy:
    def __init__(self):
        self.none = np.array([])
        self.seen = deque(maxlen=5)
        self.kept = []

    def act(self, obs):
        total = 1.0 if np.isnan(np.median(self.none)) else 0.0
        if len(self.seen) >= 3:
            total += np.median(np.array(self.seen))
        self.seen.append(obs[0])
        if len(self.kept) == 3:
            total += np.median(self.kept)
            self.kept.clear()
        self.kept.append(obs[1])
        return 0.2 * total
