"""Hand-written, for Ant-v5: a rhythm, PD and feedback on the torso; the left half mirrors the right one half a period apart.

The two legs that go first along x are the fore legs, the others the hind legs; each pair has gains of its own for hip and
ankle. Angles are turned such that left and right mean the same; observations are brought to a size of about one.
"""

import math


def dot(gains, values):
    return sum(g * v for g, v in zip(gains, values, strict=True))


class Policy:
    def __init__(self):
        self.turn = 0.5  # rad of phase a step
        self.phase = 0.0
        # Fore hip, fore ankle, hind hip, hind ankle: mean torque; sine and cosine of the phase, and of twice the phase;
        self.mean = [0.0, 0.0, 0.0, 0.0]
        self.rhythm = [[1.6, 0.0, 0.0, 0.0], [0.0, -1.6, 0.0, 0.0], [1.6, 0.0, 0.0, 0.0], [0.0, -1.6, 0.0, 0.0]]
        # angles of hip and ankle, and their rates;
        self.leg = [[-4.0, 0.0, -0.4, 0.0], [0.0, -4.0, 0.0, -0.4], [-4.0, 0.0, -0.4, 0.0], [0.0, -4.0, 0.0, -0.4]]
        # height, pitch, vx, vz, pitch rate;
        self.even = [[0.0, 0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0, 0.0]]
        # roll, yaw, vy, roll rate, yaw rate, which change sign in the mirror.
        self.odd = [[0.0, 0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0, 0.0]]

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
