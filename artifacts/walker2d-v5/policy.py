"""Hand-written, for Walker2d-v5: a rhythm and linear feedback, the same for both legs, which are half a period apart.

Every motor gets a mean torque, two harmonics of the rhythm, and feedback on the torso, on its own leg and on
the other one. Observations are brought to a size of about one; all gains are left to tuning.
"""

import math


def dot(gains, values):
    return sum(g * v for g, v in zip(gains, values, strict=True))


class Policy:
    def __init__(self):
        self.turn = 0.15577085478806457  # rad of phase a step
        self.phase = 3.8702202975818683
        self.mean = [0.5889685238474807, -0.4434232779535323, 7.04822453530545]
        # Sine and cosine of the phase and of twice the phase; height, pitch, vx, vz and pitch rate of the torso;
        # three angles and their rates of the own leg; those of the other leg.
        self.thigh = [-0.8268299436731879, 4.618816962210973, -0.5577997463661677, 0.5696913659642547, 0.915022675231773, -0.21532220109793204, 3.0500818241277408, -0.3297272227252856, -1.370253458728021, -1.7120577061461906]
        self.thigh += [-0.9307586741575755, 2.4114318537295567, -9.701355159629301, -0.2582418850822704, 0.7257999100907397, 1.0434132582162965, -0.4059856857954274, 3.836150229064912, -2.760139822038938, -0.5591797852684288, -0.4921838521393386]
        self.leg = [0.2076850368386433, 0.2954031088197339, -0.7362271718029915, 0.06976368238692043, -0.12249867463803389, -5.146528271693281, -0.6278781899913026, -1.8802470659067343, 0.5308626052585645, 3.513870272721081]
        self.leg += [-1.7962382553352878, -0.4265549139470841, -2.185892886923592, -3.7058015855381705, -0.407017235208212, 1.9187442249994304, 0.39857341038928773, -0.7111396600971792, -0.2668489184590261, 1.588477476361518, -0.550588347229304]
        self.foot = [-0.7576539700541972, -0.1259437725733492, -0.5905145280707601, 0.26727143759063876, 7.682681329685817, -7.255448140456467, -2.740543157815502, 1.9137106384493179, -6.6365598904696785, -2.8117660066131553]
        self.foot += [2.5458651712361897, 0.9134494613309629, 1.9066437601775132, 3.715663045927915, 2.4200072778648263, 4.342851508852344, 0.09363568312847283, 7.685160686211132, 1.8203358190473593, 3.35194910979973, 0.5461269931422201]

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
