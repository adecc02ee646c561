"""Hand-written, for Hopper-v5: every motor linear in all eleven observations, each brought to a size of about one.

All gains are left to tuning.
"""


def dot(gains, values):
    return sum(g * v for g, v in zip(gains, values, strict=True))


class Policy:
    def __init__(self):
        self.bias = [0.0, 0.0, 0.0]
        self.thigh = [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]
        self.leg = [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]
        self.foot = [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]

    def act(self, obs):
        torso = [obs.torso_z * 5 - 6, obs.torso_pitch * 5]
        angles = [obs.thigh_angle * 4, obs.leg_angle * 4, obs.foot_angle * 2]
        velocity = [obs.torso_vx / 2, obs.torso_vz, obs.torso_pitch_rate / 2]
        rates = [obs.thigh_rate / 3, obs.leg_rate / 3, obs.foot_rate / 5]
        values = torso + angles + velocity + rates
        thigh = self.bias[0] + dot(self.thigh, values)
        leg = self.bias[1] + dot(self.leg, values)
        foot = self.bias[2] + dot(self.foot, values)
        return thigh, leg, foot
