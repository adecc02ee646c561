import numpy as np


class Policy:
    def __init__(self):
        self.dirs = np.array([[0.0, 1.0], [1.0, 0.0], [0.0, -1.0], [-1.0, 0.0]])
        self.big = np.arange(60.0).reshape(20, 3) * 0.1
        self.keep = np.array([True, False, True, True])
    def act(self, obs):
        X = np.outer(np.arange(1.0, 4.0), obs)
        X[X[:, 0] > 1] = 0.0
        X[[0, 2]] = X[[2, 0]]
        i = int(abs(obs[1])) % 3
        X[[0, i]] = X[[i, 0]]
        m = obs > 0
        D = self.dirs[m]
        r = X.sum() + D.sum() + len(D) + self.dirs[:, self.keep[:2]].sum() + self.dirs[self.keep][2, 0]
        X[X[:, 1] > 0, 1] = 5.0
        X[X[:, 1] > 0, 2] += 5.0
        X[:, m] = -1.0
        Y = self.big * obs[0]
        k = Y[:, 0] > 1
        Y[k, 1] = 3.0
        Y[k] *= 0.5
        Y[~k, 1:] = [7.0, 8.0]
        r += X.sum() * 1.5 + Y.sum() + Y[k, 2].sum() + Y[k, 1:].sum() * 0.1 + obs[np.r_[0:2, 3]].sum() + X[..., [0, 1]].sum()
        T = np.arange(24.0).reshape(2, 3, 4) * obs
        r += T[0, :, [1, 2]][1, 2] + T[:, [0, 2], [1, 3]][1, 1] + T[1, [0, 2]][1, 3] + T[:, 1, [0, 3]][1, 1]
        v = obs.copy()
        v[np.flatnonzero(v > 0.5)] = 9.0
        w = np.zeros(4)
        w[m] = obs[m] * 2
        idx = np.where(m)[0]
        w[idx] += obs[idx]
        return r + v.sum() + w.sum() + obs[self.keep].sum()
