import numpy as np

squash = np.vectorize(lambda v: v if abs(v) < 1.0 else np.sign(v))
EPS = np.finfo(float).eps


def worth(n, scale):
    return scale / (1.0 + n * n)


class Policy:
    """Functions of NumPy's that are made of others, and functions that take functions."""

    def __init__(self):
        self.gains = np.logspace(-2, 1, 4)
        self.widths = np.geomspace(0.1, 10.0, 5)
        self.worth = np.vectorize(worth)
        self.window = np.hanning(5)
        self.grid = np.fromfunction(lambda i, j: i + 2 * j, (3, 4))
        self.visits = np.zeros((3, 4))
        self.most = np.iinfo(np.int64).max
        self.total = 0.0
        for i, j in np.ndindex(3, 4):
            self.total += self.grid[i, j] * (i + 1)

    def saturate(self, v):
        return 0.5 if v > 0.5 else v

    def act(self, obs):
        r = squash(obs).sum() + self.worth(obs, 2.0)[1] + np.vectorize(self.saturate)(obs)[2] + squash(obs[3])
        r += self.gains[1] * obs[0] + self.widths[3] + self.window @ np.full(5, obs[1]) + self.total * 0.01 + EPS
        M = np.outer(obs, obs) + self.grid[:, :1].sum()
        r += np.apply_along_axis(np.sum, 0, M)[1] + np.apply_along_axis(lambda row: row.max() - row.min(), 1, M)[2]
        r += np.apply_along_axis(lambda row: row / (1.0 + np.abs(row).max()), 1, M)[1, 2]
        for (i, j), v in np.ndenumerate(M):
            r += 0.001 * (i - j) * v
        r += np.piecewise(obs, [obs < -1, obs > 1], [-1.0, lambda v: v * v, lambda v: 0.5 * v])[2]
        cell = int(abs(obs[0]) * 2) % 3
        np.add.at(self.visits, cell, 1.0)
        x = obs.copy()
        np.add.at(x, [0, 0, cell], obs[1])
        np.put(x, [1, 3], [0.25, obs[2]])
        r += x.sum() + self.visits[cell, 0] * 0.01 + np.choose(cell, [obs[0], 2.0, obs[1]])
        r += np.choose(np.array([0, cell, 1, 2]), [obs, -obs, 2 * obs])[1]
        counts, edges = np.histogram(obs, bins=4, range=(-2.0, 2.0))
        more, cuts = np.histogram(M, bins=[-1.0, 0.0, 0.5, 3.0])
        r += counts[1] + 2 * counts[3] + edges[2] + more[2] + 0.1 * cuts[1] + np.histogram(obs, bins=3)[0][0]
        r += np.logaddexp(obs[0], obs[1]) + np.logaddexp(obs, 0.0)[2] + np.unwrap(3 * obs)[3] + np.cov(M)[0, 1] * 0.1
        r += np.cov(obs, obs * obs)[0, 1] + np.corrcoef(obs, np.sin(obs))[0, 1] + np.vander(obs, 3)[1, 0] + np.tri(3)[2, 1]
        r += M[np.ix_([0, 2], [1, 3])].sum() + np.take(M, [0, 2], axis=1)[1, 1] + np.take(M, cell, axis=0)[2]
        r += np.take(obs, 7, mode="clip") + np.fromiter((v * v for v in obs), float, count=3)[2] + np.indices((2, 3))[1, 0, 2]
        r += np.subtract.outer(obs, obs)[0, 2] + np.maximum.outer(obs, [0.0, 1.0])[1, 0] + np.broadcast_to(obs, (3, 4))[2, 1]
        low = np.where(obs > 4.0, np.nan, obs)
        r += np.nanargmin(low) + np.isposinf(obs / 0.0).sum() + np.moveaxis(M, 0, 1)[1, 2] + np.extract(obs > 0, obs).sum()
        r += np.union1d([1, 2], [2, cell])[-1] + len(np.setdiff1d(np.arange(4), [cell, 1])) + np.bitwise_xor(cell, 5)
        part, whole = np.modf(obs[1])
        return r + part + 0.1 * whole + np.polyder([1.0, obs[0], 2.0])[1]
