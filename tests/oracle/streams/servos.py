"""Servos: ball on a plate, motor with backlash (tasks 33 and 35)."""

from __future__ import annotations

import math
from random import Random

from tests.oracle.streams.simulation import Episode, Task, chance, clip, near, noisy, settle


def plate(rng: Random) -> Episode:
    position, velocity, tilt = [near(rng, 0.3) for _ in range(2)], [near(rng, 0.2) for _ in range(2)], [0.0, 0.0]
    wanted, path, t = [near(rng, 0.2), near(rng, 0.2)], chance(rng, 0.4), 0
    while True:
        action = yield [*noisy(rng, [*position, *velocity], 1e-4), *wanted, *noisy(rng, tilt, 1e-4)]
        t += 1
        for k in range(2):
            tilt[k] = settle(tilt[k] + 0.1 * (clip(action[k], -0.3, 0.3) - tilt[k]))
            velocity[k] = settle(velocity[k] + 0.01 * (7.0 * math.sin(tilt[k]) + 0.1))
            position[k] = settle(clip(position[k] + 0.01 * velocity[k], -0.6, 0.6))
        if path:
            wanted = [settle(0.2 * math.cos(0.02 * t)), settle(0.2 * math.sin(0.02 * t))]
        elif chance(rng, 0.01):
            wanted = [near(rng, 0.2), near(rng, 0.2)]
        if chance(rng, 0.01):
            position = [settle(w + near(rng, 0.05)) for w in wanted]


def motor(rng: Random) -> Episode:
    load, gap, rate, current, wanted = near(rng, 1.0), 0.02, 0.0, 0.0, near(rng, 2.0)
    shaft, follows = load, near(rng, 2.0)
    while True:
        action = yield noisy(rng, [shaft, load, rate, current, wanted], 1e-6)
        voltage = clip(action[0], -24.0, 24.0)
        current = settle(clip(current + 0.2 * (voltage - 0.05 * rate - current), -7.0, 7.0))
        rate = settle(clip(rate + 0.001 * (2500.0 * current - 10.0 * rate), -90.0, 90.0))
        shaft = settle(shaft + 0.001 * rate)
        before = load
        load = settle(clip(load, shaft - gap, shaft + gap))
        follows = (load - before) / 0.001
        if chance(rng, 0.01):
            wanted = settle(load + near(rng, rng.choice((0.003, 0.1, 3.0))))
        if chance(rng, 0.01):
            wanted, rate = load, 0.0
        if chance(rng, 0.005):
            current = settle(near(rng, 7.0))
        if chance(rng, 0.01) and abs(follows) < 50.0:
            shaft = settle(load + near(rng, gap))


TASKS = {33: Task(plate, 250), 35: Task(motor, 400)}
