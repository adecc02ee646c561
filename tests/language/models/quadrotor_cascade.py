# 16 box:4 smooth
import math
import numpy as np
from dataclasses import dataclass, field


@dataclass
class PID:
    kp: float
    ki: float = 0.0
    kd: float = 0.0
    limit: float = float("inf")
    dt: float = 0.02
    integral: float = field(default=0.0, init=False)
    prev_error: float = field(default=None, init=False)

    def reset(self) -> None:
        self.integral = 0.0
        self.prev_error = None

    def update(self, error: float, derivative: float = None) -> float:
        self.integral += error * self.dt
        self.integral = max(-self.limit, min(self.limit, self.integral))
        if derivative is None:
            derivative = 0.0 if self.prev_error is None else (error - self.prev_error) / self.dt
        self.prev_error = error
        return self.kp * error + self.ki * self.integral + self.kd * derivative


def wrap_angle(a: float) -> float:
    return (a + math.pi) % (2 * math.pi) - math.pi


class QuadrotorPolicy:
    MASS = 1.0
    G = 9.81

    def __init__(self):
        self.pos_pids = [PID(1.2, 0.05, 1.6, limit=2.0), PID(1.2, 0.05, 1.6, limit=2.0), PID(4.0, 0.4, 3.0, limit=1.0)]
        self.att_pids = {"roll": PID(6.0, kd=0.2), "pitch": PID(6.0, kd=0.2), "yaw": PID(2.0)}

    def reset(self):
        for pid in self.pos_pids:
            pid.reset()
        for pid in self.att_pids.values():
            pid.reset()

    def act(self, obs):
        pos, vel = obs[0:3], obs[3:6]
        roll, pitch, yaw = obs[6:9]
        rates = obs[9:12]
        wp = obs[12:15]
        err = wp - pos
        acc = np.array([pid.update(e, -v) for pid, e, v in zip(self.pos_pids, err, vel)])
        thrust = self.MASS * (self.G + acc[2]) / max(math.cos(roll) * math.cos(pitch), 0.3)
        ax = acc[0] * math.cos(yaw) + acc[1] * math.sin(yaw)
        ay = -acc[0] * math.sin(yaw) + acc[1] * math.cos(yaw)
        des_pitch = max(-0.5, min(0.5, ax / self.G))
        des_roll = max(-0.5, min(0.5, -ay / self.G))
        r_cmd = self.att_pids["roll"].update(wrap_angle(des_roll - roll), -rates[0])
        p_cmd = self.att_pids["pitch"].update(wrap_angle(des_pitch - pitch), -rates[1])
        y_cmd = self.att_pids["yaw"].update(wrap_angle(-yaw))
        return [
            np.clip(thrust, 0.0, 20.0),
            *(np.clip(c, -3.0, 3.0) for c in (r_cmd, p_cmd, y_cmd)),
        ]
