"""Hand-written, for Ant-v5: a rhythm, PD and feedback on the torso; the left half mirrors the right one half a period apart.

The two legs that go first along x are the fore legs, the others the hind legs; each pair has gains of its own for hip and
ankle. Angles are turned such that left and right mean the same; observations are brought to a size of about one.
"""

import math


def dot(gains, values):
    return sum(g * v for g, v in zip(gains, values, strict=True))


class Policy:
    def __init__(self):
        self.turn = 0.697971206959383  # rad of phase a step
        self.phase = -0.5964707161172536
        # Fore hip, fore ankle, hind hip, hind ankle: mean torque; sine and cosine of the phase, and of twice the phase;
        self.mean = [0.17194423183867039, -0.9271737554783285, -1.6966188367099837, -1.1263244870891538]
        self.rhythm = [[2.1536981382674103, -0.43605771456408776, -0.2691361863323867, 0.8141449664026335], [0.038631604011314685, -2.0532217011557123, 0.20363318707384395, -0.1753265112142073], [-0.518846533133769, 1.0216591094327339, -0.0936730254013301, 0.054082161352598045], [-0.23113917151571534, -2.189899047964229, -0.12131993500807325, 0.6054022978024598]]
        # angles of hip and ankle, and their rates;
        self.leg = [[-3.1632881242854882, -0.789202600378359, -0.8257362037385039, 0.17787189791600178], [0.5945294098237287, -7.179599657713432, 0.07803032342499547, -0.7578288423477684], [-6.617930041641195, 0.005469341792903625, -1.4733057500820994, 0.22814042520001643], [0.0858597702224138, -1.8688847526701053, -0.23961993078589794, -0.9767930800524707]]
        # height, pitch, vx, vz, pitch rate;
        self.even = [[0.7361108827546556, 1.028747200703657, -0.2211969982165888, 0.13673985748914338, 0.19671458639542627], [-0.8938716706317426, 0.7268050750799615, -0.13657364183298074, 0.43520149258326535, 0.6128982994941228], [-0.5180525498243665, 0.2778501804298966, -0.08824050759221293, 0.06653816715609569, -0.5659115640466982], [-0.03989725954185269, -0.8271825768337652, 0.5286759660681779, 0.08384781778301352, 0.20608840755357744]]
        # roll, yaw, vy, roll rate, yaw rate, which change sign in the mirror.
        self.odd = [[0.2777004939541642, 0.07025190556946329, 0.10693473867613708, 0.18600659130741065, -0.24008441599647112], [-0.5446629487444871, -0.5144957946670392, 0.14828895802572628, 0.03541915218677984, 0.12054752671230255], [-2.6460331792702485, 2.5840297003889625, 0.5555754083142346, 0.07025559726988828, 0.007386723252185161], [-0.2601115321200945, -0.18973458143147282, 0.05280453872380022, 0.14439375809070903, -0.08861099186118708]]

    def torque(self, motor, side, leg, even, odd):
        """The torque of one motor on the left (``side`` 1) or on the right (-1). Torque is dear: gains count in quarters."""
        phase = self.phase
        rhythm = [side * math.sin(phase), side * math.cos(phase), math.sin(2 * phase), math.cos(2 * phase)]
        own = self.mean[motor] + dot(self.rhythm[motor], rhythm) + dot(self.leg[motor], leg)
        return (own + dot(self.even[motor], even) + side * dot(self.odd[motor], odd)) / 4

    def act(self, obs):
        self.phase += self.turn
        w, x, y, z = obs.torso_quaternion
        vx, vy, vz = obs.torso_velocity
        roll_rate, pitch_rate, yaw_rate = obs.torso_rate
        # About half the angles, as long as the torso lies level.
        even = [obs.torso_z * 3 - 2, (w * y - x * z) * 4, vx / 3, vz, pitch_rate / 3]
        odd = [(w * x + y * z) * 4, (w * z + x * y) * 4, vy, roll_rate / 3, yaw_rate / 3]
        fore_left = [obs.front_left_hip_angle, obs.front_left_ankle_angle - 1]
        fore_left += [obs.front_left_hip_rate / 3, obs.front_left_ankle_rate / 3]
        fore_right = [-obs.back_right_hip_angle, obs.back_right_ankle_angle - 1]
        fore_right += [-obs.back_right_hip_rate / 3, obs.back_right_ankle_rate / 3]
        hind_left = [obs.front_right_hip_angle, -obs.front_right_ankle_angle - 1]
        hind_left += [obs.front_right_hip_rate / 3, -obs.front_right_ankle_rate / 3]
        hind_right = [-obs.back_left_hip_angle, -obs.back_left_ankle_angle - 1]
        hind_right += [-obs.back_left_hip_rate / 3, -obs.back_left_ankle_rate / 3]
        return [
            -self.torque(0, -1, fore_right, even, odd),
            self.torque(1, -1, fore_right, even, odd),
            self.torque(0, 1, fore_left, even, odd),
            self.torque(1, 1, fore_left, even, odd),
            self.torque(2, 1, hind_left, even, odd),
            -self.torque(3, 1, hind_left, even, odd),
            -self.torque(2, -1, hind_right, even, odd),
            -self.torque(3, -1, hind_right, even, odd),
        ]
