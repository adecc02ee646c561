"""Hand-written, for Pendulum-v1: pumps energy until the pendulum comes close to upright, then holds it with PD feedback."""

import math


class Policy:
    def __init__(self):
        self.pump = 1.0  # N m per J of missing energy and rad/s
        self.catch = 0.8  # cosine above which PD takes over
        self.kp = 10.0
        self.kd = 3.0

    def act(self, obs):
        angle = math.atan2(obs.sin_angle, obs.cos_angle)  # 0 is upright
        if obs.cos_angle > self.catch:
            return -self.kp * angle - self.kd * obs.angular_velocity
        # A rod of 1 kg and 1 m: kinetic energy w^2 / 6, potential 5 cos(angle); 5 J when it stands still upright.
        missing = 5.0 - (obs.angular_velocity**2 / 6.0 + 5.0 * obs.cos_angle)
        return self.pump * missing * obs.angular_velocity
