"""Powers of Python's floats raise where they are too large; NumPy's are infinite."""


class Policy:
    def __init__(self):
        self.big = 1e200

    def act(self, obs):
        k = 1.0 + max(-1.0, min(1.0, float(obs[0])))
        try:
            first = self.big ** (1.2 * k)
        except OverflowError:
            first = 3.0
        try:
            second = (self.big * k) ** 2
        except OverflowError:
            second = 4.0
        try:
            third = pow(self.big, 3.0 * k)
        except OverflowError:
            third = 5.0
        try:
            fourth = (float(obs[1]) / self.big) ** -2
        except (OverflowError, ZeroDivisionError):
            fourth = 6.0
        fifth = (obs[2] * self.big) ** 2 > 1.0
        return min(first, 1e9) + second + third + fourth + 0.5 * float(fifth)
