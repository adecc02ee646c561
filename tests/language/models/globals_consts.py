# 6 box:2 smooth
import numpy as np

KP, KI, KD = 1.2, 0.05, 0.3
LIMITS = {"low": -1.0, "high": 1.0}
WAYPOINTS = np.array([[0.0, 0.0], [1.0, 0.5], [0.5, 1.5], [-0.5, 1.0]])
_EPS = 1e-9


def _saturate(v):
    return float(min(LIMITS["high"], max(LIMITS["low"], v)))


class WaypointPolicy:
    def __init__(self):
        self._i = 0
        self.__err_sum = np.zeros(2)

    def reset(self):
        self._i = 0
        self.__err_sum = np.zeros(2)

    def _advance(self, p):
        if np.linalg.norm(WAYPOINTS[self._i] - p) < 0.6:
            self._i = (self._i + 1) % len(WAYPOINTS)

    def act(self, obs):
        p, v = obs[:2], obs[2:4]
        self._advance(p)
        e = WAYPOINTS[self._i] - p
        self.__err_sum = np.clip(self.__err_sum + e * 0.02, -1, 1)
        u = KP * e + KI * self.__err_sum - KD * v
        direction = u / (np.linalg.norm(u) + _EPS)
        speed = min(1.0, np.linalg.norm(u))
        return [_saturate(c) for c in direction * speed]
