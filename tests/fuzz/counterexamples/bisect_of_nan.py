# action box:1; stream 0
# cpython: nothing is less than NaN, yet bisect_left put it at the end
import bisect
import math


class Policy:
    def act(self, obs):
        left = bisect.bisect_left([-1.0, 0.0, 1.5, 3.0], math.nan)
        right = bisect.bisect_right([-1.0, 0.0, 1.5, 3.0], math.nan)
        return left + 10 * right + bisect.bisect_left([-1.0, 0.0, 1.5], obs[0])
