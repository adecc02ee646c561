from functools import lru_cache


class Policy:
    def __init__(self):
        self.asked = 0
        self.cost = lru_cache(maxsize=64)(self.slow_cost)

    def slow_cost(self, k):
        self.asked = k
        return 0.5 * k

    def act(self, obs):
        return self.cost(int(4.0 * obs[0]) % 5) - 0.1 * self.asked
