import itertools

import numpy as np


class Policy:
    def __init__(self):
        self.counts = dict.fromkeys(["left", "right"], 0)

    def act(self, obs):
        self.counts["left" if obs[0] > 0 else "right"] += 1
        early = list(itertools.takewhile(lambda v: v < 1.0, obs))
        late = list(itertools.dropwhile(lambda v: v < 1.0, obs))
        odd = list(itertools.compress([1.0, 2.0, 3.0], [True, False, True]))
        steps = sum(1 for _ in itertools.takewhile(lambda k: k * k < 10, range(10)))
        r = len(early) + 2 * sum(late) + sum(odd) + steps + self.counts["left"] * 0.01 - self.counts["right"]
        r += np.interp(obs[0], [-0.5, 0.0, 0.5], [1.0, 2.0, 4.0], left=-3.0, right=9.0) + np.interp(obs[1], [0.0, 1.0], [1.0, 2.0], right=0.0)
        both = np.concatenate([np.outer(obs, obs), np.ones((1, 4))], axis=None)
        return r + both[17]
