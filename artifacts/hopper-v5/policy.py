"""Hand-written, for Hopper-v5: every motor linear in all eleven observations, each brought to a size of about one.

All gains are left to tuning.
"""


def dot(gains, values):
    return sum(g * v for g, v in zip(gains, values, strict=True))


class Policy:
    def __init__(self):
        self.bias = [-0.8343471119410525, -2.7907258936600154, 4.018182604825364]
        self.thigh = [0.0801455908499378, -4.493175319767585, -1.0872221586112079, -0.42043929138301606, -0.10578357906463007, 0.8379059505117026, 0.6582997660377796, -2.7489119982401804, -3.601389734524282, -0.13568870205660705, 2.2567896346874594]
        self.leg = [0.6072762008115337, -3.2261855831617066, 1.4421610832304708, -2.361056902394573, 1.116908644189315, 0.43351678865614285, -1.4948047024176343, -4.357070529887633, 1.6538400655838599, -3.7876466045063397, 2.7383286902699684]
        self.foot = [1.5416907784095706, -2.7177462746003327, 2.961430462448312, -1.2359142695058536, -0.7501906142937357, -4.740447012103425, -2.090381205700851, 1.694296754768458, -2.445749623889277, -0.04623984840858775, -1.7263943053905146]

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
