"""Bodies with joints: cheetah, hopper, swimmer, ant, biped, and the two-link reacher (tasks 6 to 10 and 40)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from random import Random

from tests.oracle.streams.simulation import Episode, Task, chance, clip, near, noisy, settle, settled, wrapped


class Joints:
    """Damped joints that torques accelerate; angles in rad within ``±reach``, rates in rad/s."""

    def __init__(self, rng: Random, count: int, reach: float) -> None:
        self.angles = [near(rng, 0.5 * reach) for _ in range(count)]
        self.rates = [near(rng, 1.0) for _ in range(count)]
        self.reach = reach

    def step(self, torques: Sequence[float], dt: float) -> None:
        for k, torque in enumerate(torques):
            rate = clip(self.rates[k] + dt * (60.0 * clip(torque, -1.0, 1.0) - 4.0 * self.rates[k]), -12.0, 12.0)
            angle = self.angles[k] + dt * rate
            if abs(angle) > self.reach:
                angle, rate = clip(angle, -self.reach, self.reach), -0.3 * rate
            self.angles[k], self.rates[k] = settle(angle), settle(rate)


def cheetah(rng: Random) -> Episode:
    joints = Joints(rng, 6, 1.0)
    z, pitch, speed, tumble = 0.0, near(rng, 0.2), 0.0, rng.choice((0.0, 0.0, 0.03))
    while True:
        body = [z, pitch, *joints.angles, speed, near(rng, 0.5), tumble + near(rng, 0.5), *joints.rates]
        action = yield noisy(rng, body, 1e-3)
        joints.step(action, 0.05)
        speed = settle(0.95 * speed + 0.02 * sum(abs(r) for r in joints.rates))
        pitch = settle(pitch + tumble + near(rng, 0.1) - (0.05 * pitch if tumble == 0.0 else 0.0))
        pitch = wrapped(pitch) if chance(rng, 0.03) else pitch
        z = settle(0.9 * z + near(rng, 0.1))


def hopper(rng: Random) -> Episode:
    joints = Joints(rng, 3, 0.9)
    z, rise, pitch, speed = 1.25, 0.0, near(rng, 0.05), near(rng, 0.5)
    lean = rng.choice((0.0, 0.0, 0.002, -0.002))
    while abs(pitch) < 0.4:
        body = [z, pitch, *joints.angles, speed, rise, near(rng, 1.0), *joints.rates]
        action = yield noisy(rng, body, 1e-3)
        joints.step(action, 0.008)
        joints.angles[1] = min(joints.angles[1], 0.0)
        leg = 0.3 + 0.45 * math.cos(pitch + joints.angles[0]) + 0.5 * math.cos(sum(joints.angles[:2]) + pitch)
        contact = z < leg
        rise = settle(rise + 0.008 * ((60.0 * (leg + 0.05 - z) - 9.81 - 2.0 * rise) if contact else -9.81))
        if contact and chance(rng, 0.05):
            rise = settle(1.0 + rng.random())
        if chance(rng, 0.01):
            z = settle(1.0 + 0.4 * rng.random())
        z, pitch = settle(max(0.7, z + 0.008 * rise)), settle(0.99 * pitch + lean + near(rng, 0.01))
        speed = settle(0.99 * speed + 0.03 * rng.random())


def swimmer(rng: Random) -> Episode:
    joints = Joints(rng, 2, 1.7)
    heading, speed = near(rng, 0.3), 0.0
    while True:
        motion = [speed, near(rng, 0.1), near(rng, 0.3)]
        action = yield noisy(rng, [heading, *joints.angles, *motion, *joints.rates], 1e-3)
        joints.step(action, 0.04)
        speed = settle(0.97 * speed + 0.01 * abs(joints.rates[0]) + near(rng, 0.05))
        heading = settle(heading + near(rng, 0.05))


def ant(rng: Random) -> Episode:
    joints = Joints(rng, 8, 1.2)
    z, roll, yaw, speed = 0.55, near(rng, 0.2), near(rng, 0.5), 0.0
    tumble, forward = rng.choice((0.0, 0.0, 0.04)), rng.choice((0.0, 0.0, 0.03))
    while True:
        half_roll, half_yaw = 0.5 * roll, 0.5 * yaw
        turn = [
            math.cos(half_roll) * math.cos(half_yaw),
            math.sin(half_roll) * math.cos(half_yaw),
            math.sin(half_roll) * math.sin(half_yaw),
            math.cos(half_roll) * math.sin(half_yaw),
        ]
        motion = [speed, near(rng, 0.3), near(rng, 0.3), tumble, near(rng, 0.3), near(rng, 0.3)]
        action = yield noisy(rng, [z, *settled(turn), *joints.angles, *motion, *joints.rates], 1e-3)
        order = (1, 2, 3, 0)  # actions start at leg 4
        joints.step([action[2 * leg + k] for leg in order for k in range(2)], 0.05)
        roll, yaw = settle(roll + tumble + near(rng, 0.05)), settle(yaw + near(rng, 0.05))
        speed = settle(0.98 * speed + forward + near(rng, 0.02))
        z = settle(clip(z + near(rng, 0.03), 0.25, 0.9))


def reacher(rng: Random) -> Episode:
    q = [near(rng, 3.0), near(rng, 3.0)]
    rates = [0.0, 0.0]
    target = [near(rng, 0.14), near(rng, 0.14)]
    while True:
        sum_ = q[0] + q[1]
        tip = [0.1 * math.cos(q[0]) + 0.11 * math.cos(sum_), 0.1 * math.sin(q[0]) + 0.11 * math.sin(sum_)]
        turned = [math.cos(q[0]), math.cos(q[1]), math.sin(q[0]), math.sin(q[1])]
        offset = noisy(rng, settled([tip[0] - target[0], tip[1] - target[1]]), 1e-4)
        action = yield [*noisy(rng, settled(turned), 1e-4), *target, *noisy(rng, rates, 1e-3), *offset]
        for k in range(2):
            rates[k] = settle(0.9 * rates[k] + 1.5 * clip(action[k], -1.0, 1.0))
            q[k] = settle(q[k] + 0.02 * rates[k])
        if chance(rng, 0.02):
            target = [near(rng, 0.25), near(rng, 0.14)]  # some are out of reach


def biped(rng: Random) -> Episode:
    joints = Joints(rng, 4, 1.2)
    hull, speed = near(rng, 0.1), near(rng, 0.3)
    stuck, stumbles = chance(rng, 0.3), chance(rng, 0.5)
    contacts = [1.0, 0.0]
    while True:
        legs = [[joints.angles[2 * k], joints.rates[2 * k], joints.angles[2 * k + 1], joints.rates[2 * k + 1]] for k in (0, 1)]
        lidar = [clip(0.4 + 0.06 * k + near(rng, 0.2), 0.0, 1.0) for k in range(10)]
        body = noisy(rng, [hull, near(rng, 0.05), speed, near(rng, 0.02)], 1e-3)
        action = yield [
            *body,
            *noisy(rng, legs[0], 1e-3),
            contacts[0],
            *noisy(rng, legs[1], 1e-3),
            contacts[1],
            *noisy(rng, lidar, 1e-3),
        ]
        joints.step([0.4 * a for a in action], 0.02)
        for k in (0, 1):
            contacts[k] = float(joints.angles[2 * k] < 0.2) if not stuck else float(chance(rng, 0.01))
        hull = settle(0.97 * hull + near(rng, 0.03) - (0.02 if stumbles else 0.0))
        speed = settle(0.95 * speed + (0.0 if stuck else 0.03 * rng.random()) + near(rng, 0.01))


TASKS = {
    6: Task(cheetah, 250),
    7: Task(hopper, 400),
    8: Task(swimmer, 400),
    9: Task(ant, 250),
    10: Task(reacher, 100),
    40: Task(biped, 250),
}
