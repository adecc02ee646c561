# 2 discrete:3 smooth
from collections import defaultdict


class Policy:
    """Linear function approximation with tile features and eligibility traces."""

    def __init__(self, n_tilings=4, tiles=6, alpha=0.1, gamma=0.99, lam=0.8):
        self.n_tilings, self.tiles = n_tilings, tiles
        self.alpha, self.gamma, self.lam = alpha / n_tilings, gamma, lam
        self.w = [[0.0] * (n_tilings * tiles * tiles) for _ in range(3)]
        self.z = [[0.0] * (n_tilings * tiles * tiles) for _ in range(3)]
        self.prev = None

    def features(self, obs):
        p = (obs[0] + 1.2) / 1.8
        v = (obs[1] + 0.07) / 0.14
        idx = []
        for t in range(self.n_tilings):
            off = t / (self.n_tilings * self.tiles)
            i = min(self.tiles - 1, max(0, int((p + off) * self.tiles)))
            j = min(self.tiles - 1, max(0, int((v + off) * self.tiles)))
            idx.append(t * self.tiles * self.tiles + i * self.tiles + j)
        return idx

    def q(self, idx, a):
        return sum(self.w[a][i] for i in idx)

    def act(self, obs):
        idx = self.features(obs)
        values = [self.q(idx, a) for a in range(3)]
        a = values.index(max(values))
        if self.prev is not None:
            pidx, pa = self.prev
            delta = -1.0 + self.gamma * values[a] - self.q(pidx, pa)
            for i in pidx:
                self.w[pa][i] += self.alpha * delta
        self.prev = (idx, a)
        return a
