import math
import statistics
import numpy as np


class Policy:
    def act(self, obs):
        x, y = float(obs[0]), float(obs[1])
        with np.errstate(divide="ignore", invalid="ignore"):
            r = np.round(obs, 2)
        u = round(x, 2) + round(y * 1000.0, -1) + round(x + 0.5) + round(y, 1) + r[2] + round(2.675, 2)
        v = float(np.polyval([0.5, -1.0, 2.0], x)) + np.poly1d([1.0, 0.5])(y) + np.gradient(obs)[1] + np.gradient(obs, 0.5)[0]
        k = np.digitize(obs[3], [-1.0, 0.0, 1.0]) + np.searchsorted([-1.0, 0.0, 1.0], obs[2])
        w = np.roll(obs, 1)[0] + np.tile(obs[:2], 2)[3] + np.flip(obs)[0] + np.r_[obs, 1.0][4] + np.repeat(obs, 2)[3]
        z = statistics.median([x, y, 0.1]) + np.ptp(obs) + np.average(obs, weights=[1.0, 2.0, 3.0, 4.0]) + np.nansum(obs)
        c = 1.0 if np.isclose(x, y, atol=0.5) or np.allclose(obs, 0.0, atol=0.2) else 0.0
        i, j = np.unravel_index(np.argmax(obs), (2, 2))
        m = np.linalg.matrix_power(np.array([[1.0, 0.1], [0.0, 1.0]]), 3)[0, 1] + np.kron(np.eye(2), obs[:2])[1, 3]
        return u + v + 0.1 * k + w + z + c + 0.01 * i + 0.02 * j + m + math.floor(np.select([obs[0] > 1, obs[0] < -1], [1.0, 2.0]))
