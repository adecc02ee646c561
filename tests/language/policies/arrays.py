import numpy as np

TABLE = np.array([[1.0, -2.0, 0.5], [0.25, 3.0, -1.0], [2.0, 0.0, 1.5]])


class Policy:
    def __init__(self):
        self.W = np.array([[0.1, 0.2, -0.3, 0.4], [0.5, -0.6, 0.7, 0.8], [-0.9, 1.0, 0.11, 0.12]])
        self.b = np.linspace(-1, 1, 3)
        self.grid = np.linspace(-2.0, 2.0, 41)
        self.values = self.grid**2

    def act(self, obs):
        h = np.tanh(self.W @ obs + self.b)
        k = int(np.argmax(h))
        row = TABLE[k]
        col = TABLE[:, k]
        z = np.interp(obs[0], self.grid, self.values)
        big = self.grid[self.grid > obs[1]]
        tail = big[-1] if len(big) > 0 else -5.0
        n = big.size
        m = np.where(h > 0, h, -0.1 * h)
        s = (m[:, None] * m[None, :]).sum(axis=1)
        c = np.clip(obs, -0.5, [0.1, 0.2, 0.3, 0.4])
        d = np.diff(c)
        e = np.concatenate([d, [1.0], m]).reshape(7)
        outer = np.outer(m, m) @ h
        mask = np.abs(obs) > 0.3
        f = obs.copy()
        f[mask] = 0.3
        f[::2] -= 0.1
        u = np.stack([m, h])
        cs = np.cumsum(e)
        return (
            row @ m
            + col.dot(h)
            + z
            + tail
            + n
            + s.max()
            - s.min()
            + d.mean()
            + e[-1]
            + outer[1]
            + f.sum()
            + u.T[1, 0]
            + cs[3]
            + np.any(mask)
            + np.all(mask)
            + np.linalg.norm(f)
            + np.cross(m, h)[1]
            + self.values[::4].std()
            + u.max(axis=0)[1]
            + np.sign(h[0])
        )
