"""Hand-written, for InvertedDoublePendulum-v5: linear feedback on both angles, the cart and all velocities.

The numbers to begin with are those of the linear-quadratic regulator around upright, rounded.
"""

import math


class Policy:
    def __init__(self):
        self.lower = -1.6485346237267238  # per rad of the lower pole
        self.lower_rate = -0.7184596447753732
        self.upper = -5.392515080115385  # per rad of the upper pole against the lower one
        self.upper_rate = -0.7257409773877505
        self.centre = -0.08364870289330278  # per m beside the middle
        self.damping = -0.2087018921842856

    def act(self, obs):
        lower = math.atan2(obs.sin_angle_1, obs.cos_angle_1)
        upper = math.atan2(obs.sin_angle_2, obs.cos_angle_2)
        poles = self.lower * lower + self.upper * upper
        rates = self.lower_rate * obs.angular_velocity_1 + self.upper_rate * obs.angular_velocity_2
        return poles + rates + self.centre * obs.cart_position + self.damping * obs.cart_velocity
