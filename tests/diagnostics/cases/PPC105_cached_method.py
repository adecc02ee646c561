from functools import lru_cache


class Policy:
    def __init__(self):
        self.gain = 1.0

    @lru_cache(maxsize=None)
    def push(self, k):
        return self.scaled(k)

    def scaled(self, k):
        return self.gain * k

    def act(self, obs):
        self.gain = 0.9 * self.gain + 0.1 * obs[1]
        return self.push(int(4.0 * obs[0]) % 5)
