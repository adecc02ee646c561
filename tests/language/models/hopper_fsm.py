# 11 box:3 smooth
import numpy as np
from typing import NamedTuple


class Gains(NamedTuple):
    kp: float
    kd: float


class Targets(NamedTuple):
    thigh: float
    leg: float
    foot: float


GAINS = Gains(kp=3.0, kd=0.3)
STANCE = Targets(thigh=-0.1, leg=-0.4, foot=0.3)
FLIGHT = Targets(thigh=-0.35, leg=-0.9, foot=0.5)


class Policy:
    def __init__(self):
        self.phase = "stance"
        self.t = 0

    def reset(self):
        self.phase = "stance"
        self.t = 0

    def act(self, obs):
        z, pitch = obs[0], obs[1]
        q = obs[2:5]
        vx, vz, pitch_rate = obs[5:8]
        qd = obs[8:11]
        self.t += 1
        if self.phase == "stance":
            if vz > 0.6 and self.t > 5:
                self.phase, self.t = "flight", 0
        else:
            if vz < -0.4 and z < 1.2:
                self.phase, self.t = "stance", 0
        tgt = STANCE if self.phase == "stance" else FLIGHT
        desired = np.array(tgt)
        desired[0] += 0.4 * pitch + 0.1 * pitch_rate + 0.08 * (vx - 2.0)
        tau = GAINS.kp * (desired - q) - GAINS.kd * qd
        if self.phase == "stance":
            tau += np.array([0.2, 0.9, 0.4])
        return np.clip(tau, -1, 1)
