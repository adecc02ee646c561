import numpy as np

WEIGHTS = np.array([[0.5, -0.3, 0.8, 0.1], [-0.2, 0.7, 0.4, -0.6]], dtype=np.float32)
LONG = np.linspace(-1.0, 1.0, 40).astype(np.float32)


class Policy:
    def __init__(self):
        self.mean = np.array([0.0, 0.1, 0.0, -0.1], dtype=np.float32)
        self.state = np.zeros(2, dtype=np.float32)
        self.filtered = 0.0
        self.total = np.zeros(2)
        self.rows = [np.zeros(2, dtype=np.float32) for _ in range(3)]

    def act(self, obs):
        x = np.clip((np.asarray(obs, dtype=np.float32) - self.mean) / 0.7, -5.0, 5.0)
        h = np.tanh(WEIGHTS @ x + 0.1)
        self.state = 0.9 * self.state + 0.1 * h
        self.filtered = 0.8 * self.filtered + 0.2 * h[0]
        self.total += h
        k = int(abs(obs[2]) * 3) % 3
        self.rows[k] = self.rows[k] * 0.5 + x[:2]
        y = np.where(h > 0.1, h, 0.3) + np.maximum(h, 0.2) * np.float32(obs[1])
        s = (LONG * x[0]).sum() + x.mean() + x.std() + np.linalg.norm(x) + np.sqrt(np.abs(x[1]))
        same = 1.0 if x[0] == np.float32(x[0]) and isinstance(x[0], np.floating) and not isinstance(x[0], float) else 0.0
        d = float(x[3]) * 0.1
        both = np.concatenate([h, np.array([0.1])])
        f = np.full(2, 0.1, dtype=np.float32) + np.zeros_like(h)
        return self.filtered + y[1] + s + same + d + both[2] + self.total[0] + self.rows[k][1] + f[0] + x.astype(float)[2] * 0.1
