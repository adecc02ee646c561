import numpy as np


class Policy:
    def __init__(self):
        self.W = np.arange(24.0).reshape(2, 3, 4) * 0.1
        self.big = np.arange(120.0).reshape(10, 12) * 0.01
        self.buf = np.zeros(4)
    def act(self, obs):
        X = self.W * obs
        r = X.sum(axis=(1, 2))[0] + X.sum(axis=(0, 2))[1] + np.max(X, axis=(0, 1))[2] + X.mean(axis=(0, 1, 2))
        M = np.outer(np.arange(1.0, 4.0), obs)
        Z = (M - M.mean(axis=1, keepdims=True)) / (M.std(axis=1, keepdims=True) + 1e-3)
        P = np.exp(Z - Z.max(axis=-1, keepdims=True))
        P /= P.sum(axis=1, keepdims=True)
        r += P[1, 2] + np.var(M, axis=1, ddof=1)[0] + np.std(M, axis=(0, 1)) + np.min(M, keepdims=True)[0, 0]
        r += np.average(M, axis=0, weights=[1.0, 2.0, 3.0])[1] + np.average(M, axis=1, weights=[0.1, 0.2, 0.3, 0.4])[2]
        r += np.average(M, weights=np.abs(M) + 1.0)
        r += np.cumsum(M, axis=0)[2, 1] + np.cumsum(M, axis=1)[1, 3] + np.cumprod(M, axis=-1)[1, 2] * 1e-3
        B = self.big * obs[0] + obs[1]
        r += np.cumsum(B, axis=1)[3, 7] + np.cumsum(B, axis=0)[7, 3] + B.mean(axis=1, keepdims=True)[4, 0] + B.std(axis=1)[3]
        r += np.max(obs[obs > 1], initial=0.0) + np.sum(obs, initial=2.0) + np.sum(obs > 0, dtype=float)
        r += np.any(M > 3, axis=1, keepdims=True)[2, 0] + np.all(M > -9, axis=(0, 1))
        np.clip(obs, -1, 1, out=self.buf)
        np.multiply(self.buf, 2.0, out=self.buf)
        d = np.divide(obs, self.buf, out=np.zeros_like(obs), where=self.buf > 0.5)
        q = np.zeros((3, 4))
        np.add(q, obs, out=q)
        return r + self.buf.sum() + d.sum() + q[2].sum() + np.linalg.norm(M, axis=1, keepdims=True)[1, 0]
