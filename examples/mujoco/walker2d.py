"""Hand-written, for Walker2d-v5: a rhythm and linear feedback, the same for both legs, which are half a period apart.

Every motor gets a mean torque, two harmonics of the rhythm, and feedback on the torso, on its own leg and on
the other one. Observations are brought to a size of about one; all gains are left to tuning.
"""

import math


def dot(gains, values):
    return sum(g * v for g, v in zip(gains, values, strict=True))


class Policy:
    def __init__(self):
        self.turn = 0.07  # rad of phase a step
        self.phase = 0.0
        self.mean = [0.0, 0.0, 0.0]
        # Sine and cosine of the phase and of twice the phase; height, pitch, vx, vz and pitch rate of the torso;
        # three angles and their rates of the own leg; those of the other leg.
        self.thigh = [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]
        self.thigh += [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]
        self.leg = [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]
        self.leg += [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]
        self.foot = [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]
        self.foot += [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]

    def side(self, sign, torso, own, other):
        """The torques of one leg; ``sign`` -1 is half a period later."""
        phase = self.phase
        rhythm = [sign * math.sin(phase), sign * math.cos(phase), math.sin(2 * phase), math.cos(2 * phase)]
        values = rhythm + torso + own + other
        return [
            self.mean[0] + dot(self.thigh, values),
            self.mean[1] + dot(self.leg, values),
            self.mean[2] + dot(self.foot, values),
        ]

    def act(self, obs):
        self.phase += self.turn
        torso = [obs.torso_z * 4 - 5, obs.torso_pitch * 3, obs.torso_vx / 2, obs.torso_vz, obs.torso_pitch_rate / 2]
        right = [obs.right_thigh_angle * 2, obs.right_leg_angle * 2, obs.right_foot_angle * 2]
        right += [obs.right_thigh_rate / 4, obs.right_leg_rate / 4, obs.right_foot_rate / 6]
        left = [obs.left_thigh_angle * 2, obs.left_leg_angle * 2, obs.left_foot_angle * 2]
        left += [obs.left_thigh_rate / 4, obs.left_leg_rate / 4, obs.left_foot_rate / 6]
        return self.side(1, torso, right, left) + self.side(-1, torso, left, right)
