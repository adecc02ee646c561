"""Hand-written, for Reacher-v5: the joint angles that put the fingertip on the target, held by PD feedback.

Both ways to bend the elbow reach the target; the arm takes the one that is nearer to where its joints are.
"""

import math


def wrapped(angle):
    return math.atan2(math.sin(angle), math.cos(angle))


class Policy:
    def __init__(self):
        self.upper_arm = 0.1  # m
        self.forearm = 0.11  # m, to the fingertip
        self.shoulder_weight = 1.0  # how much a turn of the shoulder counts against one of the elbow
        self.kp_shoulder = 0.4
        self.kp_elbow = 0.2
        self.kd_shoulder = 0.05
        self.kd_elbow = 0.03
        # An error or a velocity of one joint also moves the other.
        self.kp_shoulder_by_elbow = 0.02
        self.kp_elbow_by_shoulder = 0.02
        self.kd_shoulder_by_elbow = 0.01
        self.kd_elbow_by_shoulder = 0.01
        # The straight arm is heavier to turn than the bent one.
        self.stretch_kp = 0.02
        self.stretch_kd = 0.005
        # Effort costs its square: large errors are worth less than their share.
        self.soft_shoulder = 1.0
        self.soft_elbow = 1.0

    def act(self, obs):
        shoulder = math.atan2(obs.sin_angle_1, obs.cos_angle_1)
        elbow = math.atan2(obs.sin_angle_2, obs.cos_angle_2)
        x = obs.target_x
        y = obs.target_y
        a = self.upper_arm
        b = self.forearm
        bend = (x * x + y * y - a * a - b * b) / (2.0 * a * b)
        bend = math.acos(min(max(bend, -1.0), 1.0))
        direction = math.atan2(y, x)
        offset = math.atan2(b * math.sin(bend), a + b * math.cos(bend))

        shoulder_left = wrapped(direction - offset - shoulder)
        elbow_left = bend - elbow
        shoulder_right = wrapped(direction + offset - shoulder)
        elbow_right = -bend - elbow
        left = self.shoulder_weight * abs(shoulder_left) + abs(elbow_left)
        right = self.shoulder_weight * abs(shoulder_right) + abs(elbow_right)
        if left < right:
            e1 = shoulder_left
            e2 = elbow_left
        else:
            e1 = shoulder_right
            e2 = elbow_right
        e1 = e1 / (1.0 + self.soft_shoulder * abs(e1))
        e2 = e2 / (1.0 + self.soft_elbow * abs(e2))

        w1 = obs.angular_velocity_1
        w2 = obs.angular_velocity_2
        stretch = obs.cos_angle_2
        kp = self.kp_shoulder + self.stretch_kp * stretch
        kd = self.kd_shoulder + self.stretch_kd * stretch
        u1 = kp * e1 + self.kp_shoulder_by_elbow * e2 - kd * w1 - self.kd_shoulder_by_elbow * w2
        u2 = self.kp_elbow * e2 + self.kp_elbow_by_shoulder * e1 - self.kd_elbow * w2 - self.kd_elbow_by_shoulder * w1
        return u1, u2
