# 11 box:2 smooth
import numpy as np


def extract(obs):
    if isinstance(obs, dict):
        return np.concatenate([np.ravel(v) for v in obs.values()])
    if isinstance(obs, (list, tuple)):
        return np.array(obs, dtype=np.float64)
    if hasattr(obs, "numpy"):
        return obs.numpy()
    return np.asarray(obs, dtype=np.float64)


class Policy:
    NAMES = ["x", "y", "vx", "vy", "gx", "gy", "d0", "d1", "d2", "d3", "flag"]
    IDX = {n: i for i, n in enumerate(NAMES)}

    def get(self, obs, name, default=0.0):
        try:
            return float(obs[self.IDX[name]])
        except (KeyError, IndexError):
            return default

    def act(self, obs):
        o = extract(obs)
        g = lambda n: self.get(o, n)
        ex, ey = g("gx") - g("x"), g("gy") - g("y")
        n = (ex ** 2 + ey ** 2) ** 0.5
        if n > 1e-6:
            ex, ey = ex / n, ey / n
        rep = sum(1.0 / max(g(f"d{i}"), 0.1) for i in range(4)) if False else sum(1.0 / max(g(k), 0.1) for k in ("d0", "d1", "d2", "d3"))
        k = 1.0 if g("flag") > 0.5 else 0.6
        missing = self.get(o, "nope", 0.25)
        return np.clip([k * ex - 0.3 * g("vx") + 0.01 * rep, k * ey - 0.3 * g("vy") + missing * 0.1], -1, 1)
