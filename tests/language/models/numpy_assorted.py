# 12 box:3 smooth
import numpy as np


class Policy:
    def __init__(self):
        self.hist = np.zeros((4, 3))
        self.bins = np.linspace(-1, 1, 5)

    def act(self, obs):
        self.hist = np.roll(self.hist, 1, axis=0)
        self.hist[0] = obs[:3]
        m = np.median(self.hist, axis=0) if False else np.mean(self.hist, axis=0)
        d = np.diff(self.hist[:, 0])
        k = np.digitize(obs[3], self.bins)
        s = np.searchsorted(self.bins, obs[4], side="right")
        t = np.tile(obs[5:7], 2)
        r = np.repeat(obs[7:9], 2)
        f = np.flip(t) * r
        w = np.exp(-np.arange(4) / 2.0)
        w /= w.sum()
        ema = (self.hist * w[:, None]).sum(axis=0)
        sat = np.isclose(obs[9], 0.0, atol=0.3)
        best = np.unravel_index(np.argmax(np.abs(self.hist)), self.hist.shape)
        ang = np.mod(obs[10] + np.pi, 2 * np.pi) - np.pi
        A = np.outer(m, m) + 0.1 * np.eye(3)
        x = np.linalg.solve(A, ema)
        q = np.quantile(obs, 0.75) + np.ptp(obs) + np.average(obs[:3], weights=[1, 2, 3])
        stacked = np.block([[A, np.zeros((3, 1))], [np.zeros((1, 3)), np.ones((1, 1))]])
        tr = np.trace(stacked) + np.triu(A).sum() + np.squeeze(stacked[3:4, 3:4])
        nn = np.nan_to_num(obs[11] / (1 if abs(obs[11]) > 0 else 1))
        cond = np.select([obs[0] > 0.5, obs[0] < -0.5], [1.0, -1.0], default=0.0)
        y = np.array([0.01 * x[0] + 0.1 * k + ang * 0.01, 0.1 * s + f.sum() * 0.01 + (0.1 if sat else 0.0) + 0.001 * q,
                      0.1 * best[0] - 0.05 * best[1] + d[-1] * 0.1 + 0.001 * tr + 0.01 * nn + 0.01 * cond])
        return np.tanh(y)
