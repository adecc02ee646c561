"""Roads and lifts: merging, lane keeping, elevator, signal, brakes (tasks 21, 30, 31, 32 and 34)."""

from __future__ import annotations

import math
from random import Random

from tests.oracle.streams.simulation import Episode, Task, chance, clip, near, noisy, settle


def merge(rng: Random) -> Episode:
    speeds = [10.0 + 20.0 * rng.random() for _ in range(5)]
    gaps = [5.0 + 40.0 * rng.random() for _ in range(5)]
    leads = [v + near(rng, 4.0) for v in speeds]
    backs = [3.0 + 30.0 * rng.random() for _ in range(5)]
    while True:
        seen = []
        for k in range(5):
            seen += [speeds[k], gaps[k], leads[k] - speeds[k], backs[k], near(rng, 4.0)]
        action = yield noisy(rng, seen, 1e-3)
        for k in range(5):
            speeds[k] = settle(clip(speeds[k] + 0.2 * clip(action[k], -1.5, 1.5), 0.0, 35.0))
            leads[k] = settle(clip(leads[k] + near(rng, 0.6), 0.0, 35.0))
            gaps[k] = settle(clip(gaps[k] + 0.2 * (leads[k] - speeds[k]), 0.2, 120.0))
            backs[k] = settle(clip(backs[k] + near(rng, 1.0), 0.5, 60.0))
            if chance(rng, 0.01):  # a car cuts in, or brakes hard
                gaps[k], leads[k] = settle(1.0 + 30.0 * rng.random()), settle(clip(speeds[k] + near(rng, 12.0), 0.0, 35.0))


def lane(rng: Random) -> Episode:
    offset, heading, speed, turn = near(rng, 1.5), near(rng, 0.3), 30.0 * rng.random(), 0.0
    where, bends = 0.0, [near(rng, rng.choice((0.001, 0.02, 0.08))) for _ in range(60)]
    drift = rng.choice((1.0, 1.0, 0.6))
    while True:
        ahead = [bends[int((where + d) / 30.0) % 60] for d in (0.0, 5.0, 10.0, 20.0, 40.0)]
        action = yield noisy(rng, [offset, heading, speed, turn, *ahead], 1e-4)
        turn = drift * speed * clip(action[0], -0.5, 0.5) / 2.7
        heading = clip(heading + 0.05 * (turn - speed * ahead[0]), -0.8, 0.8)
        offset = clip(offset + 0.05 * speed * math.sin(heading), -4.0, 4.0)
        speed = clip(speed + 0.05 * clip(action[1], -3.0, 2.0), 0.0, 34.0)
        offset, heading, speed, turn, where = (settle(v) for v in (offset, heading, speed, turn, where + 0.05 * speed))
        if chance(rng, 0.01):
            offset, heading = settle(near(rng, 2.5)), settle(near(rng, 0.6))
        if chance(rng, 0.005):
            speed = settle(30.0 * rng.random())


def elevator(rng: Random) -> Episode:
    floor, heading, door = rng.randrange(10), 0, 0
    calls = [[0.0] * 10 for _ in range(3)]
    rate = rng.choice((0.0, 0.02, 0.1, 0.3))
    while True:
        action = yield [float(floor), float(heading), float(door), *calls[0], *calls[1], *calls[2]]
        move = int(clip(action[0], 0.0, 3.0))
        door, heading = int(move == 2), (1, -1, 0, 0)[move]
        before, floor = floor, int(clip(floor + heading, 0, 9))
        if door and not chance(rng, 0.1):
            for row in calls:
                row[before] = 0.0
            if chance(rng, 0.5):
                calls[2][rng.randrange(10)] = 1.0
        if chance(rng, rate):
            calls[rng.randrange(3)][rng.randrange(10)] = 1.0
        if chance(rng, 0.01):
            rate = rng.choice((0.0, 0.02, 0.1, 0.3))
        if chance(rng, 0.01):
            calls = [[0.0] * 10 for _ in range(3)]


def signal(rng: Random) -> Episode:
    queues = [float(rng.randrange(12)) for _ in range(8)]
    coming = [float(rng.randrange(6)) for _ in range(8)]
    elapsed, phase = 0.0, rng.randrange(4)
    busy = [rng.choice((0.0, 0.1, 0.4)) for _ in range(8)]
    while True:
        action = yield [*queues, *coming, elapsed, float(phase)]
        wanted = int(clip(action[0], 0.0, 3.0))
        elapsed = elapsed + 1.0 if wanted == phase else 0.0
        phase = wanted
        for k in range(8):
            if coming[k] > 0.0 and chance(rng, 0.4):
                coming[k] -= 1.0
                queues[k] += 1.0
            coming[k] += float(chance(rng, busy[k]))
            if k // 2 == phase and elapsed > 3.0 and chance(rng, 0.6):
                queues[k] = max(0.0, queues[k] - 1.0)
        if chance(rng, 0.01):
            busy = [rng.choice((0.0, 0.0, 0.1, 0.4)) for _ in range(8)]
        if chance(rng, 0.005):
            queues, coming = [0.0] * 8, [0.0] * 8
        if chance(rng, 0.01):
            elapsed = float(rng.randrange(120))


def brakes(rng: Random) -> Episode:
    speed, wheel, pressure, pedal, grip = 10.0 + 25.0 * rng.random(), 0.0, 0.0, rng.random(), 0.2 + 0.8 * rng.random()
    wheel = speed
    while speed > 0.2:
        slowing = -20.0 * rng.random() if chance(rng, 0.9) else near(rng, 80.0)
        action = yield noisy(rng, [speed, wheel, slowing, pedal, pressure, grip], 1e-4)
        pressure = settle(pressure + 0.2 * (clip(action[0], 0.0, 1.0) - pressure))
        slip = clip((speed - wheel) / max(speed, 0.5), 0.0, 1.0)
        drag = grip * clip(slip / 0.15, 0.0, 1.0)
        speed = settle(max(0.0, speed - 0.05 * 9.81 * drag))
        wheel = settle(clip(wheel + 0.05 * (120.0 * drag - 150.0 * pressure * 1.3), 0.0, speed))
        if chance(rng, 0.02):
            pedal = rng.choice((0.0, 0.1, 0.5, 1.0, 1.0, 1.2))
        if chance(rng, 0.02):
            grip = settle(0.04 + 0.96 * rng.random())
        if chance(rng, 0.02):
            wheel = settle(speed * rng.choice((1.0, 0.95, 0.8, 0.5)))


TASKS = {
    21: Task(merge, 250),
    30: Task(lane, 250),
    31: Task(elevator, 400),
    32: Task(signal, 250),
    34: Task(brakes, 250),
}
