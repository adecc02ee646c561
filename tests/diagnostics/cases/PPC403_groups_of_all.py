from itertools import groupby


class Policy:
    def act(self, obs):
        runs = dict(groupby(obs > 0.0))
        return float(len(runs))
