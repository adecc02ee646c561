"""Things that fly: lander, quadrotors, rocket, satellite (tasks 5, 23, 24, 36 and 39)."""

from __future__ import annotations

import math
from random import Random

from tests.oracle.streams.simulation import Episode, Task, chance, clip, near, noisy, settle, settled


def lander(rng: Random) -> Episode:
    x, y, vx, vy, angle, rate = near(rng, 0.4), 0.3 + 1.1 * rng.random(), near(rng, 0.5), near(rng, 0.4), near(rng, 0.3), 0.0
    if chance(rng, 0.3):
        x, y, vx, angle = near(rng, 0.05), 0.1 * rng.random(), near(rng, 0.05), near(rng, 0.8)
    tilted = chance(rng, 0.3)
    left = right = 0.0
    for _ in range(150):
        action = yield [*noisy(rng, [x, y, vx, vy, angle, rate], 1e-4), left, right]
        engine = int(clip(action[0], 0.0, 3.0))
        main = 0.045 if engine == 2 else 0.0
        rate = 0.98 * rate + (0.02 if engine == 1 else -0.02 if engine == 3 else 0.0) + near(rng, 0.02)
        vx, vy = vx - main * math.sin(angle), vy + main * math.cos(angle) - 0.02
        x, y, angle = x + 0.02 * vx, y + 0.02 * vy, angle + 0.05 * rate + (0.02 if tilted and chance(rng, 0.2) else 0.0)
        if y < 0.0:
            left, right = float(chance(rng, 0.7)), float(chance(rng, 0.6))
            y, vy, rate = 0.0, (0.3 * rng.random() if chance(rng, 0.3) else near(rng, 0.3)), near(rng, 0.8)
        elif y > 0.05:
            left = right = 0.0
        x, y, vx, vy, angle, rate = settled([x, y, vx, vy, angle, rate])


def planar_quadrotor(rng: Random) -> Episode:
    x, z, tilt, vx, vz, rate = (near(rng, s) for s in (2.0, 2.0, 0.3, 1.0, 1.0, 1.0))
    goal = [near(rng, 1.0), near(rng, 1.0)]
    sign = rng.choice((1.0, 1.0, -1.0))  # some mirror the plant; the second policy finds out
    while True:
        action = yield [*noisy(rng, [x, z, tilt, vx, vz, rate], 1e-4), *goal]
        left, right = (clip(a, 0.0, 10.0) for a in action[:2])
        rate = clip(rate + 0.02 * 10.0 * (right - left), -6.0, 6.0)
        vx -= 0.02 * sign * (left + right) * math.sin(tilt) + near(rng, 0.01)
        vz += 0.02 * ((left + right) * math.cos(tilt) - 9.81)
        x, z, tilt = x + 0.02 * vx, z + 0.02 * vz, clip(tilt + 0.02 * rate, -1.5, 1.5)
        x, z, tilt, vx, vz, rate = settled([x, z, tilt, clip(vx, -4.0, 4.0), clip(vz, -4.0, 4.0), rate])
        if chance(rng, 0.01):
            goal = [near(rng, 3.0), near(rng, 3.0)]
        if chance(rng, 0.01):
            tilt, rate = settle(near(rng, 1.2)), settle(near(rng, 3.0))


def quadrotor(rng: Random) -> Episode:
    position = [near(rng, 3.0) for _ in range(3)]
    velocity = [near(rng, 1.0) for _ in range(3)]
    attitude = [near(rng, 0.2), near(rng, 0.2), near(rng, 1.0)]
    goal = list(position) if chance(rng, 0.3) else [near(rng, 5.0) for _ in range(3)]
    steps, exact = 250, chance(rng, 0.3)
    while True:
        rates = [near(rng, 0.5) for _ in range(3)]
        body = [*position, *velocity, *attitude, *rates]
        action = yield [*(body if exact else noisy(rng, body, 1e-4)), *goal, float(steps)]
        steps = steps - 1 if not chance(rng, 0.01) else 250
        thrust = clip(action[0], 0.0, 20.0)
        push = [thrust * math.sin(attitude[1]), -thrust * math.sin(attitude[0]), thrust * math.cos(attitude[0]) - 9.81]
        velocity = settled(clip(v + 0.02 * a, -8.0, 8.0) for v, a in zip(velocity, push, strict=True))
        position = settled(p + 0.02 * v for p, v in zip(position, velocity, strict=True))
        attitude = settled(clip(a + 0.02 * clip(r, -3.0, 3.0), -1.4, 1.4) for a, r in zip(attitude, action[1:], strict=True))
        if chance(rng, 0.01):
            goal = [p + near(rng, 4.0) for p in position]
        if chance(rng, 0.01):
            position = settled(goal)
            goal = list(position)
            exact = True


def rocket(rng: Random) -> Episode:
    x, z, vx, vz = near(rng, 20.0), 20.0 + 100.0 * rng.random(), near(rng, 5.0), -5.0 - 10.0 * rng.random()
    pitch, rate, fuel = near(rng, 0.2), near(rng, 0.1), 1.0
    if chance(rng, 0.3):
        z, vz, fuel = 15.0 * rng.random(), near(rng, 5.0), 0.1 * rng.random()
    while z > -1.0:
        action = yield [*noisy(rng, [x, z, vx, vz, pitch, rate], 1e-4), fuel]
        throttle = clip(action[0], 0.0, 1.0) if fuel > 0.0 else 0.0
        fuel = settle(max(0.0, fuel - 0.004 * throttle))
        rate = 0.99 * rate + 0.05 * 6.0 * clip(action[1], -0.1, 0.1) * throttle + near(rng, 0.01)
        vx += 0.05 * 18.0 * throttle * math.sin(pitch)
        vz += 0.05 * (18.0 * throttle * math.cos(pitch) - 9.81)
        x, z, pitch = x + 0.05 * vx, z + 0.05 * vz, clip(pitch + 0.05 * rate, -1.2, 1.2)
        if z < 0.1 and chance(rng, 0.9):
            z, vz = 0.05, near(rng, 0.5)
        if chance(rng, 0.02):
            vz = vz + near(rng, 8.0) if chance(rng, 0.7) else 4.0
        x, z, vx, vz, pitch, rate = settled([x, z, vx, vz, pitch, rate])


def satellite(rng: Random) -> Episode:
    turn = [near(rng, 1.0) for _ in range(4)]
    if chance(rng, 0.4):
        turn = [rng.choice((1.0, -1.0)), near(rng, 0.02), near(rng, 0.02), near(rng, 0.02)]
    rates = [near(rng, rng.choice((0.01, 0.05, 0.5))) for _ in range(3)]
    wheels = [near(rng, 600.0) for _ in range(3)]
    exact = chance(rng, 0.2)
    while True:
        size = math.sqrt(sum(v * v for v in turn)) or 1.0
        turn = settled(v / size for v in turn)
        seen = [*turn, *rates]
        action = yield [*(seen if exact else noisy(rng, seen, 1e-5)), *noisy(rng, wheels, 0.01)]
        for k in range(3):
            torque = clip(action[k], -0.02, 0.02)
            rates[k] = settle(rates[k] - 0.1 * torque * 10.0)
            wheels[k] = settle(clip(wheels[k] + 0.1 * torque * 500.0, -620.0, 620.0))
        w, x, y, z = turn
        p, q, r = (0.05 * v for v in rates)
        turn = [w - x * p - y * q - z * r, x + w * p + y * r - z * q, y + w * q + z * p - x * r, z + w * r + x * q - y * p]
        if chance(rng, 0.005):
            rates = settled(near(rng, 0.6) for _ in range(3))
        if chance(rng, 0.01):
            aligned = chance(rng, 0.3)
            exact = exact or aligned
            turn = [1.0, 0.0, 0.0, 0.0] if aligned else [0.99, near(rng, 0.02), near(rng, 0.02), near(rng, 0.02)]
            rates = settled(near(rng, 0.01) for _ in range(3))
        if chance(rng, 0.005):
            wheels = settled(near(rng, 620.0) for _ in range(3))


TASKS = {
    5: Task(lander, 200),
    23: Task(planar_quadrotor, 250),
    24: Task(quadrotor, 250),
    36: Task(rocket, 300),
    39: Task(satellite, 400),
}
