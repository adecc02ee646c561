import numpy as np


class Policy:
    def __init__(self):
        self.k = 0
        self.big = 3

    def act(self, obs):
        self.k += 1
        sign = (-1) ** self.k
        total = 0.0
        for i, x in enumerate(obs):
            total += x * 2**i + sign * x ** (i + 1)
        level = int(abs(obs[0]) * 10)
        back = 0
        for n in range(level, 0, -1):
            back += (-1) ** n * n
        code = sum(3 ** len([x for x in obs[:j] if x > 0]) for j in range(4))
        bits = 1 * 2 ** (self.k % 40) % 1000003
        steps = level**level if level < 10 else 1
        decay = 2.0 ** -(self.k % 7)
        return total + back * 0.1 + code + bits * 1e-3 + (steps % 997) * 0.01 + decay + np.int64(2) ** (level % 5) + (level % 2) ** 70
