from itertools import groupby


class Policy:
    def act(self, obs):
        runs = list(groupby(obs > 0.0))
        return float(len(runs))
