"""Hand-written, for InvertedPendulum-v5: linear feedback that pushes the cart under the pole and back to the middle."""


class Policy:
    def __init__(self):
        self.kp = 10.0  # per rad of lean
        self.kd = 1.0
        self.centre = 0.5  # per m beside the middle
        self.damping = 0.5

    def act(self, obs):
        balance = self.kp * obs.pole_angle + self.kd * obs.pole_velocity
        return balance + self.centre * obs.cart_position + self.damping * obs.cart_velocity
