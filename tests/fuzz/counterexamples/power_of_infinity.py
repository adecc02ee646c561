# action box:2; stream 1002743
# compiler: OverflowError for an exponent that is infinite or NaN
import math


class Policy:
    def act(self, obs):
        base = float(abs(obs[0])) + 1.5
        try:
            zero = pow(0.0, -math.inf)
        except ZeroDivisionError:
            zero = 2.0
        return pow(base, -float("inf")) + (-2.0) ** -math.inf, 1.0 if zero > 2.0 else 0.0 * pow(base, math.nan)
