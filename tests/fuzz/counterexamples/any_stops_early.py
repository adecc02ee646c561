# action box:2; stream 3000314
# cpython: any() and all() went on after the item that decides, and drew, counted and bound names for the rest
import random

import numpy as np


class Policy:
    def __init__(self):
        self.rng = random.Random(53)
        self.hits = np.zeros(40)
        self.n = 0

    def seen(self, k, x):
        self.hits[k] += 1.0
        self.hits[int(abs(x)) % 40] += 1.0
        self.n += 1
        return x > 0.5

    def act(self, obs):
        drawn = any(x > self.rng.randrange(1, 20, 3) * 0.1 for x in np.arccosh(1.0 + np.abs(obs[4:6])))
        a = any(self.seen(k, x) for k, x in enumerate(obs))
        b = all((last := x) > -0.5 for x in obs)
        c = any([self.seen(k, x) for k, x in enumerate(obs)])
        if any((hit := x) > 1.0 for x in obs if x > -0.3):
            last += 10.0 * hit
        return self.rng.random() + drawn, float(a) + self.n + 0.1 * self.hits[3] + last + b + c
