"""Hand-written, for Tank-v0 in tank.py: PI control of a level, with an integral that stops where the pump does."""


class Policy:
    def __init__(self):
        self.kp = 4.0
        self.ki = 0.05
        self.feed_forward = 0.5  # pump power that holds a level of 1 m
        self.integral = 0.0

    def act(self, obs):
        error = obs.target - obs.level
        power = self.feed_forward + self.kp * error + self.ki * self.integral
        if 0.0 < power < 1.0:  # anti-windup
            self.integral += error * 0.5
        return power
