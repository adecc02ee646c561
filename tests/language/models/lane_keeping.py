# 9 box:2 smooth
import math
from functools import partial


def clamp(value, low, high):
    return low if value < low else high if value > high else value


clamp_steer = partial(clamp, low=-0.5, high=0.5)
clamp_accel = partial(clamp, low=-3.0, high=2.0)


class Policy:
    """Stanley steering with curvature feed-forward and curvature-limited speed."""

    WHEELBASE = 2.8
    LAT_ACC_MAX = 3.0
    PREVIEW = (5.0, 10.0, 20.0, 40.0)

    def __init__(self, k=1.2, k_soft=1.0, k_yaw=0.15):
        self.k, self.k_soft, self.k_yaw = k, k_soft, k_yaw

    def act(self, obs):
        e, psi, v, yaw_rate, kappa, *preview = obs
        ff = math.atan(self.WHEELBASE * kappa)
        stanley = -psi - math.atan2(self.k * e, self.k_soft + max(v, 0.0))
        damping = -self.k_yaw * (yaw_rate - v * kappa)
        steer = clamp_steer(ff + stanley + damping)

        v_allowed = 30.0
        for dist, k in zip(self.PREVIEW, preview):
            v_curve = math.sqrt(self.LAT_ACC_MAX / max(abs(k), 1e-4))
            v_allowed = min(v_allowed, math.sqrt(v_curve ** 2 + 2 * 2.0 * dist))
        accel = clamp_accel(0.8 * (v_allowed - v))
        return [steer, accel]
