import math


class Policy:
    """PD on the pole with a filtered rate, and a slow integral that brings the cart back."""

    def __init__(self):
        self.kp, self.kd = 9.0, 1.6
        self.k_cart, self.k_speed = 0.12, 0.35
        self.smooth = 0.3
        self.limit = 0.08
        self.rate = 0.0
        self.drift = 0.0

    def reset(self):
        self.rate = 0.0
        self.drift = 0.0

    def act(self, obs):
        x, v, angle, w = obs
        self.rate += self.smooth * (w - self.rate)
        self.drift = max(-0.5, min(0.5, self.drift + 0.02 * x))
        lean = self.limit * math.tanh((self.k_cart * x + self.k_speed * v + 0.2 * self.drift) / self.limit)
        push = self.kp * (angle + lean) + self.kd * self.rate
        return 1 if push > 0.0 else 0
