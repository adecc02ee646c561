"""Cart-poles, pendulums, the mountain car and the acrobot (tasks 1 to 4 and 25)."""

from __future__ import annotations

import math
from random import Random

from tests.oracle.streams.simulation import Episode, Task, chance, clip, near, noisy, settle, settled


def pole(x: float, v: float, angle: float, rate: float, force: float, dt: float) -> list[float]:
    """One Euler step of a cart of 1 kg with a pole of 0.1 kg and 1 m; angle 0 is up."""
    sine, cosine = math.sin(angle), math.cos(angle)
    push = (force + 0.05 * rate * rate * sine) / 1.1
    turn = (9.8 * sine - cosine * push) / (0.5 * (4.0 / 3.0 - 0.1 * cosine * cosine / 1.1))
    return settled([x + dt * v, v + dt * (push - 0.05 * turn * cosine / 1.1), angle + dt * rate, rate + dt * turn])


def cartpole(rng: Random) -> Episode:
    wide = chance(rng, 0.3)
    state = [near(rng, 2.4 if wide else 0.05) for _ in range(4)]
    state[2] = near(rng, 0.2 if wide else 0.05)
    while abs(state[0]) < 2.6 and abs(state[2]) < 0.5:
        action = yield noisy(rng, state, 1e-3)
        state = pole(state[0], state[1], state[2], state[3], 10.0 if action[0] > 0.5 else -10.0, 0.02)
        if chance(rng, 0.01):
            state[3] = settle(state[3] + near(rng, 1.5))


def swing_up(rng: Random) -> Episode:
    x, v, angle, rate = near(rng, 0.2), 0.0, math.pi + near(rng, 0.1), near(rng, 0.1)
    start = rng.randrange(4)
    if start == 0:
        x, angle, rate = near(rng, 2.2), near(rng, 0.3), near(rng, 0.5)
    elif start == 1:
        x, angle, rate = near(rng, 1.0), near(rng, 3.0), near(rng, 6.0)
    elif start == 2:
        x, v, angle, rate = 0.01 * near(rng, 1.0), 0.0, math.pi, 0.0
    while abs(x) < 3.0:
        noise = noisy(rng, [x, v, 0.0, 0.0, rate], 1e-3)
        action = yield [noise[0], noise[1], math.cos(settle(angle)) + noise[2], math.sin(settle(angle)) + noise[3], noise[4]]
        x, v, angle, rate = pole(x, v, angle, rate, clip(action[0], -10.0, 10.0), 0.02)
        if chance(rng, 0.01):
            rate = settle(rate + near(rng, 4.0))
        if chance(rng, 0.005):
            x = settle(near(rng, 2.5))


def pendulum(rng: Random) -> Episode:
    angle, rate = near(rng, math.pi), near(rng, 1.0)
    start = rng.randrange(3)
    if start == 0:
        angle, rate = math.pi, 0.0
    elif start == 1:
        angle, rate = near(rng, 0.4), near(rng, 3.0)
    noise = 0.0  # a sensor at rest reads exactly 0
    while True:
        sine, cosine = math.sin(settle(angle)), math.cos(settle(angle))
        action = yield [settle(cosine) + near(rng, noise), settle(sine) + near(rng, noise), rate + near(rng, noise)]
        noise = 1e-3
        rate = clip(rate + (15.0 * sine + 3.0 * clip(action[0], -2.0, 2.0)) * 0.05, -8.0, 8.0)
        angle = settle(angle + 0.05 * rate)
        rate = settle(rate + (near(rng, 3.0) if chance(rng, 0.01) else 0.0))


def mountain_car(rng: Random) -> Episode:
    position, speed = -0.5 + near(rng, 0.1), 0.0
    if chance(rng, 0.4):
        position, speed = -0.3 + near(rng, 0.7), near(rng, 0.06)
    engine = 0.0015 * rng.choice((1.0, 0.2, 1.0, 0.0))  # a weak engine never gets out, and the policy has to notice
    noise = 0.0
    while position < 0.5:
        action = yield [position + near(rng, noise), speed + near(rng, noise)]
        noise = 1e-6
        speed += clip(action[0], -1.0, 1.0) * engine - 0.0025 * math.cos(3.0 * position)
        position = settle(clip(position + clip(speed, -0.07, 0.07), -1.2, 0.6))
        speed = 0.0 if position <= -1.2 and speed < 0.0 else settle(clip(speed, -0.07, 0.07))
        if chance(rng, 0.02):
            speed = 0.0


def acrobot(rng: Random) -> Episode:
    first, second = near(rng, 0.1), near(rng, 0.1)
    one = two = 0.0
    if chance(rng, 0.5):
        first, second, one, two = near(rng, 3.0), near(rng, 3.0), near(rng, 3.0), near(rng, 6.0)
    while True:
        turned = [math.cos(first), math.sin(first), math.cos(second), math.sin(second)]
        action = yield [*noisy(rng, settled(turned), 1e-3), one + near(rng, 1e-3), two + near(rng, 1e-3)]
        torque = clip(action[0], 0.0, 2.0) - 1.0
        for _ in range(4):
            one = clip(one + 0.05 * (-6.0 * math.sin(first) - 0.7 * torque - 0.02 * one), -12.0, 12.0)
            two = clip(two + 0.05 * (-7.0 * math.sin(first + second) + 2.0 * torque - 0.02 * two), -28.0, 28.0)
            first, second, one, two = settled([first + 0.05 * one, second + 0.05 * two, one, two])
        if chance(rng, 0.02):
            one = settle(near(rng, 0.05))


TASKS = {
    1: Task(cartpole, 200),
    2: Task(pendulum, 200),
    3: Task(mountain_car, 400),
    4: Task(acrobot, 200),
    25: Task(swing_up, 250),
}
