# action box:1[-2,2]; stream 1019301
# cpython: an operation after the one that raises, in the same expression, still faulted
import math


class Policy:
    def act(self, obs):
        e = 0.0
        try:
            try:
                e = 1.9 / (0.0 if obs[0] < 0.5 else 1.0) + math.cosh(obs[4])
            except ZeroDivisionError:
                e = 0.7
        except OverflowError:
            e = 0.3
        try:
            e += 1.9 / 0.0 + math.cosh(obs[4])
        except ZeroDivisionError:
            e += 0.7
        return e
