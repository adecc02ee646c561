"""Hand-written, for Swimmer-v5: an oscillator leads both joints one after the other, PD feedback follows, and a bias steers."""

import math


class Policy:
    def __init__(self):
        self.frequency = 3.975764680736676  # rad/s
        self.amplitude_front = 1.6131264335534574  # rad
        self.amplitude_back = 0.9556590475830568
        self.lag = 0.449806894935743  # rad by which the back joint follows the front one
        self.kp_front = 3.169442725090501
        self.kp_back = 2.8562113461850287
        self.kd_front = 0.15736024069348006
        self.kd_back = 0.1619978228776188
        self.steer_front = 0.06023090337914005  # rad of bend per rad of heading
        self.steer_back = 0.012950906953528463
        self.steer_rate = 0.03732612553021125
        self.bias_front = -0.004102969026138667
        self.bias_back = -0.03055290813871828
        self.phase = -0.027237109647496226

    def reset(self):
        self.phase = -0.027237109647496226

    def act(self, obs):
        self.phase = self.phase + self.frequency * 0.04410942471901189
        # The first link swings with every stroke; so does this mean of the three links, but less.
        heading = obs.heading + (3.189287091769288 * obs.front_joint_angle + obs.back_joint_angle) / 1.0527745649656846
        turn = heading + self.steer_rate * obs.vy
        front = self.amplitude_front * math.sin(self.phase) + self.bias_front - self.steer_front * turn
        back = self.amplitude_back * math.sin(self.phase - self.lag) + self.bias_back - self.steer_back * turn
        u1 = self.kp_front * (front - obs.front_joint_angle) - self.kd_front * obs.front_joint_rate
        u2 = self.kp_back * (back - obs.back_joint_angle) - self.kd_back * obs.back_joint_rate
        return u1, u2
