# action box:3; stream 1001975
# cpython: statistics adds exactly, the language from left to right; the median of two is their mean
import statistics

import numpy as np


class Policy:
    def act(self, obs):
        mean = statistics.mean([0.0, obs[0], obs[0] + obs[1]]) + statistics.fmean(obs)
        spread = statistics.variance([obs[0], 0.5, 2.0]) + statistics.pstdev([obs[1], 0.5]) + statistics.pvariance(obs)
        return mean, spread, statistics.median([obs[0], obs[1]]) + np.median(obs)
