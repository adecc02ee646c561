"""Only an exponent that is written as a number is multiplied out."""

import operator

import numpy as np

N = 5
E = 2.5
class Policy:
    def __init__(self):
        self.n = 3
        self.g = 0.9 ** np.arange(6)
    def act(self, obs):
        s = obs[0]
        a = s ** N + operator.pow(s, 3) + np.power(obs, 4).sum() + np.float_power(obs, 3)[1] + pow(s, 5) + s ** self.n
        b = (s ** np.arange(6)).sum() + sum(abs(s)**k for k in range(6)) + abs(s)**E + 2 ** self.n + 2 ** N
        b += obs[2]**3 + (obs**2).sum() + s ** -2 + s**2.0
        s **= 3
        t = float(s)
        t **= N
        return a + 0.1 * b + s + t + self.g[5] * s + (abs(obs) ** 0.5).sum() + abs(s) ** 0.5
