"""Hand-written, for Reacher-v5: the joint angles that put the fingertip on the target, held by PD feedback,
and a pull of the fingertip to the target.

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
        # What a turn of the shoulder moves is the target's distance from it: the farther, the more a turn is worth.
        self.reach_kp = 1.0  # per m
        self.reach_kd = 0.1
        # A pull of the fingertip straight to the target, of a strength that fades within this distance.
        self.pull_shoulder = 0.1  # per m of lever
        self.pull_elbow = 0.1
        self.fade = 0.02  # m
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

        # Force times lever: the fingertip lies at the target plus the error.
        distance = math.hypot(obs.error_x, obs.error_y) + abs(self.fade) + 1e-6
        pull_x = -obs.error_x / distance
        pull_y = -obs.error_y / distance
        tip_x = x + obs.error_x
        tip_y = y + obs.error_y
        lever_x = tip_x - a * obs.cos_angle_1
        lever_y = tip_y - a * obs.sin_angle_1
        pull1 = self.pull_shoulder * (tip_x * pull_y - tip_y * pull_x)
        pull2 = self.pull_elbow * (lever_x * pull_y - lever_y * pull_x)

        w1 = obs.angular_velocity_1
        w2 = obs.angular_velocity_2
        reach = math.hypot(x, y)
        kp = self.kp_shoulder + self.reach_kp * reach
        kd = self.kd_shoulder + self.reach_kd * reach
        u1 = pull1 + kp * e1 + self.kp_shoulder_by_elbow * e2 - kd * w1 - self.kd_shoulder_by_elbow * w2
        u2 = pull2 + self.kp_elbow * e2 + self.kp_elbow_by_shoulder * e1
        u2 = u2 - self.kd_elbow * w2 - self.kd_elbow_by_shoulder * w1
        return u1, u2
