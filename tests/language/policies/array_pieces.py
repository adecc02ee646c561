import numpy as np
from collections import deque


class Policy:
    def __init__(self):
        self.h = deque(maxlen=6)
        self.P = np.arange(18.0).reshape(3, 2, 3) * 0.01
        self.V = np.zeros(3)
        self.g = []

    def act(self, obs):
        self.h.append(obs.copy())
        self.g.append(obs[0])
        H = np.vstack(self.h)
        S = np.stack(self.h)
        F = np.concatenate(self.h)
        t = np.arange(len(self.h))
        y = np.array([row[0] for row in self.h])
        r = H.mean() + S[:, 1].max() + F.sum() * 0.1 + (t * y).sum() + np.arange(1, len(self.g))[:3].sum()
        Q = self.P @ self.V + obs[:3, None][:, :1] * 0.1
        self.V = Q.max(axis=1) * 0.9
        r += self.V.sum()
        a, b = np.split(obs, 2)
        p, q, s = np.array_split(np.arange(7.0) * obs[0], 3)
        left, right = np.hsplit(np.outer(obs, obs), 2)
        x, z = np.split(obs, [1])
        r += a.sum() - b[0] + q[1] + s[1] + left[1, 0] + right[0, 1] + x[0] + z[2]
        M = np.outer(np.arange(1.0, 4.0), obs)
        r += np.diff(M, axis=0)[1, 2] + np.diff(M)[1, 1] + np.diff(obs, n=2)[0] + np.diff(obs, prepend=0.0)[0] + np.diff(obs > 0).sum()
        r += np.pad(obs, (2, 1))[3] + np.pad(obs, 2, mode="edge").sum() + np.pad(M, ((1, 0), (0, 2)), constant_values=2.0).sum()
        r += np.argwhere(obs > 0).sum() + len(np.argwhere(M > 1)) + np.argwhere(M > 1)[:, 1].sum()
        rows, cols = np.nonzero(M > 0.5)
        r += rows.sum() + 2 * cols.sum() + np.flatnonzero(M > 0).sum() + np.where(M > 0)[1].sum()
        u = np.unique(np.round(obs))
        v, c = np.unique(np.array([1, 3, 1, int(obs[0]), 3]), return_counts=True)
        r += u[-1] + len(u) + (v * c).sum() + v[np.argmax(c)]
        r += np.convolve(obs, [0.5, 0.25])[2] + np.convolve(obs, np.ones(3) / 3, mode="same")[1] + np.convolve([1.0, 2.0], obs, "valid")[1]
        r += np.correlate(obs, [1.0, -1.0])[1] + np.trapezoid(obs) + np.trapezoid(obs, dx=0.1) + np.trapezoid(obs, [0.0, 0.5, 2.0, 3.0])
        r += np.rot90(M)[0, 1] + np.rot90(M, 2)[0, 1] + np.rot90(M, -1)[2, 0]
        A = np.outer(obs, obs)
        np.fill_diagonal(A, 5.0)
        i = int(abs(obs[1])) % 3
        r += A.sum() + np.ravel_multi_index((i, 1), (3, 4)) + np.isin(np.array([1, i, 5]), [1, 2]).sum()
        r += np.bincount(np.array([i, 1, i]), minlength=4)[1] + np.bincount([i, 1, 2], weights=obs[:3], minlength=3)[1]
        r += np.einsum("ij,j->i", M, obs)[1] + np.einsum("ij,kj->ik", M, M)[0, 1] + np.einsum("i,i", obs, obs) + np.einsum("ii->", A)
        L = np.linalg.cholesky(A @ A.T + 0.5 * np.eye(4))
        B = np.roll(M, (1, -1), axis=(0, 1))
        r += L[3, 1] + B[0, 0] + (np.stack([M, M]) @ obs)[1, 2] + (np.stack([A, A]) @ np.stack([A, A]))[1, 2, 3] * 0.01
        return r
