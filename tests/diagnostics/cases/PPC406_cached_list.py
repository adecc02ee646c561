from functools import lru_cache


class Policy:
    @lru_cache(maxsize=None)
    def row(self, k):
        return [0.0, float(k)]

    def act(self, obs):
        row = self.row(int(4.0 * obs[0]) % 5)
        row[0] += obs[1]
        return row[0]
