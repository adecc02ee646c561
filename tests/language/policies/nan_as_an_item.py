import math

import numpy as np


class Policy:
    """One object is equal to itself in `in`, `index`, `count` and `==` of lists and tuples, even where it is NaN."""

    def __init__(self):
        self.missing = math.nan
        self.last = [math.nan, 0.0]

    def act(self, obs):
        x = float(obs[0]) if obs[0] > 0 else math.nan
        values = [float(o) if o > 0 else float("nan") for o in obs]
        first = values[0]
        pair = (x, 1.0)
        known = (np.nan, 1)
        where = values.index(first) if first in values else 3
        marked = [self.missing, x]
        u = where + values.count(first) + 4 * (pair == (x, 1.0)) + 8 * (pair in [pair]) + 16 * (known == (np.nan, 1))
        u += 32 * (np.nan in (np.nan,)) + 64 * (x == x) + 128 * (self.missing in [self.missing, x]) + 256 * (x in marked)
        u += 1024 * ((x, 1) < (x, obs[1]))
        return u + 512 * (float("nan") in [float("nan")]) + 0.1 * ([x, obs[1]] != [x, obs[1]])
