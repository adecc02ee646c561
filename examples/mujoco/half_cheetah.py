"""Hand-written, for HalfCheetah-v5: a rhythm, and linear feedback on all observations, for every motor of its own.

Observations are brought to a size of about one; all gains are left to tuning.
"""

import math


def dot(gains, values):
    return sum(g * v for g, v in zip(gains, values, strict=True))


class Policy:
    def __init__(self):
        self.turn = 0.8  # rad of phase a step
        self.phase = 0.0
        self.mean = [0.0, 0.0, 0.0, 0.0, 0.0, 0.0]
        self.sine = [0.0, 0.0, 0.0, 0.0, 0.0, 0.0]
        self.cosine = [0.0, 0.0, 0.0, 0.0, 0.0, 0.0]
        # Height, pitch, angles of the hind and of the front leg.
        self.by_place = [
            [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
            [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
            [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
            [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
            [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
            [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
        ]
        # Forward and vertical velocity, pitch rate, rates of the hind and of the front leg.
        self.by_speed = [
            [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
            [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
            [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
            [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
            [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
            [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
        ]

    def act(self, obs):
        self.phase += self.turn
        s = math.sin(self.phase)
        c = math.cos(self.phase)
        place = [obs.torso_z * 5, obs.torso_pitch * 2]
        place += [obs.back_thigh_angle * 2, obs.back_shin_angle * 2, obs.back_foot_angle * 2]
        place += [obs.front_thigh_angle * 2, obs.front_shin_angle * 2, obs.front_foot_angle * 2]
        speed = [obs.torso_vx / 5, obs.torso_vz, obs.torso_pitch_rate / 2]
        speed += [obs.back_thigh_rate / 10, obs.back_shin_rate / 10, obs.back_foot_rate / 10]
        speed += [obs.front_thigh_rate / 10, obs.front_shin_rate / 10, obs.front_foot_rate / 10]
        torques = []
        for i in range(6):
            rhythm = self.mean[i] + self.sine[i] * s + self.cosine[i] * c
            torques.append(rhythm + dot(self.by_place[i], place) + dot(self.by_speed[i], speed))
        return torques
