"""Hand-written, for Reacher-v5: an arm that compares its ways to the target in its head, and follows the cheapest.

With the elbow bent to either side, and turning either way round, the arm can reach the target. Where effort costs its square
and the way its length, the best motion of a joint that nothing but its motor moves is a polynomial of fourth degree in the
time that is left: it ends with neither speed nor torque. The first step tries durations for each of the ways, on a model of
the arm, and improves those of the best. Every step follows the polynomial that begins where the joints are by then.
"""

import math


def wrapped(angle):
    return math.atan2(math.sin(angle), math.cos(angle))


class Policy:
    def __init__(self):
        self.upper_arm = 0.1  # m
        self.forearm = 0.11  # m, to the fingertip
        self.limit = 2.98  # rad; the elbow bends to 3
        self.effort = 1.0  # what squared torque counts against distance
        self.strength = 0.005  # torque per rad/s^2
        # Durations to try, s.
        self.shortest = 0.2
        self.wider = 0.06
        # Torque per rad and s^2, and per rad/s and s, of what is left; what the damping of the joints takes away.
        self.kp = 0.06
        self.kd = 0.03
        self.friction = 0.005
        self.least = 0.1  # s: less time than this is never left
        self.ahead = 0.0  # s
        self.time = 0
        self.turned = None  # the shoulder's angle, full turns included
        self.goal1 = None
        self.goal2 = None
        self.duration1 = None
        self.duration2 = None

    def away(self, q1, q2, x, y):
        """Distance from the fingertip to (x, y), m."""
        dx = self.upper_arm * math.cos(q1) + self.forearm * math.cos(q1 + q2) - x
        dy = self.upper_arm * math.sin(q1) + self.forearm * math.sin(q1 + q2) - y
        return math.hypot(dx, dy)

    def price(self, q1, q2, goal1, goal2, duration1, duration2, x, y):
        """The cost of a motion, by every other step."""
        total = self.away(q1, q2, x, y)
        for k in range(25):
            t = (2 * k + 1) / 50
            left1 = max(0, 1 - t / duration1)
            left2 = max(0, 1 - t / duration2)
            a1 = q1 + (goal1 - q1) * (1 - left1 * left1 * left1 * (4 - 3 * left1))
            a2 = q2 + (goal2 - q2) * (1 - left2 * left2 * left2 * (4 - 3 * left2))
            u1 = self.strength * (goal1 - q1) * left1 * (36 * left1 - 24) / (duration1 * duration1)
            u2 = self.strength * (goal2 - q2) * left2 * (36 * left2 - 24) / (duration2 * duration2)
            total += self.away(a1, a2, x, y) + self.effort * (u1 * u1 + u2 * u2)
        return total

    def choose(self, q1, q2, x, y):
        a = self.upper_arm
        b = self.forearm
        bend = (x * x + y * y - a * a - b * b) / (2 * a * b)
        bend = min(math.acos(min(max(bend, -1), 1)), self.limit)
        direction = math.atan2(y, x)
        offset = math.atan2(b * math.sin(bend), a + b * math.cos(bend))
        least = math.inf
        for trial in range(32):
            side = 1 - 2 * (trial // 16)
            goal = q1 + wrapped(direction - side * offset - q1)
            if trial // 8 % 2 == 1:
                goal = goal - math.copysign(2 * math.pi, goal - q1)
            duration = self.shortest + trial % 8 * self.wider
            price = self.price(q1, q2, goal, side * bend, duration, duration, x, y)
            if price < least:
                least = price
                self.goal1 = goal
                self.goal2 = side * bend
                self.duration1 = duration
                self.duration2 = duration
        for trial in range(32):
            k = trial // 2
            change = 1 + (2 * (k % 2) - 1) / (6 + k)
            duration1 = self.duration1
            duration2 = self.duration2
            if trial % 2 == 0:
                duration1 *= change
            else:
                duration2 *= change
            price = self.price(q1, q2, self.goal1, self.goal2, duration1, duration2, x, y)
            if price < least:
                least = price
                self.duration1 = duration1
                self.duration2 = duration2

    def act(self, obs):
        shoulder = math.atan2(obs.sin_angle_1, obs.cos_angle_1)
        elbow = math.atan2(obs.sin_angle_2, obs.cos_angle_2)
        w1 = obs.angular_velocity_1
        w2 = obs.angular_velocity_2
        if self.turned is None:
            self.turned = shoulder
            self.choose(shoulder, elbow, obs.target_x, obs.target_y)
        self.turned += wrapped(shoulder - self.turned)
        passed = self.time / 50 + self.ahead
        left1 = max(self.duration1 - passed, self.least)
        left2 = max(self.duration2 - passed, self.least)
        self.time += 1
        u1 = (self.kp * (self.goal1 - self.turned) / left1 - self.kd * w1) / left1 + self.friction * w1
        u2 = (self.kp * (self.goal2 - elbow) / left2 - self.kd * w2) / left2 + self.friction * w2
        return u1, u2
