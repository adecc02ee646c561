"""Hand-written, for Swimmer-v5: an oscillator leads both joints one after the other, PD feedback follows, and a bias steers."""

import math


class Policy:
    def __init__(self):
        self.frequency = 6.0  # rad/s
        self.amplitude_front = 1.0  # rad
        self.amplitude_back = 1.0
        self.lag = 1.5  # rad by which the back joint follows the front one
        self.kp_front = 2.0
        self.kp_back = 2.0
        self.kd_front = 0.1
        self.kd_back = 0.1
        self.steer_front = 0.1  # rad of bend per rad of heading
        self.steer_back = 0.1
        self.steer_rate = 0.05
        self.bias_front = 0.0
        self.bias_back = 0.0
        self.phase = 0.0

    def reset(self):
        self.phase = 0.0

    def act(self, obs):
        self.phase = self.phase + self.frequency * 0.04
        # The first link swings with every stroke; so does this mean of the three links, but less.
        heading = obs.heading + (2.0 * obs.front_joint_angle + obs.back_joint_angle) / 3.0
        turn = heading + self.steer_rate * obs.vy
        front = self.amplitude_front * math.sin(self.phase) + self.bias_front - self.steer_front * turn
        back = self.amplitude_back * math.sin(self.phase - self.lag) + self.bias_back - self.steer_back * turn
        u1 = self.kp_front * (front - obs.front_joint_angle) - self.kd_front * obs.front_joint_rate
        u2 = self.kp_back * (back - obs.back_joint_angle) - self.kd_back * obs.back_joint_rate
        return u1, u2
