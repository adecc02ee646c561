"""Plants and stores: insulin, epidemic, tanks, rooms, battery, stock, greenhouse (tasks 20, 22, 26 to 29 and 37)."""

from __future__ import annotations

import math
from random import Random

from tests.oracle.streams.simulation import Episode, Task, chance, clip, near, noisy, settle


def insulin(rng: Random) -> Episode:
    level = 60.0 + 200.0 * rng.random()
    history = [-1.0] * 48 if chance(rng, 0.3) else [settle(level + near(rng, 5.0)) for _ in range(48)]
    meals = [0.0] * 48
    hungry, gut, active = chance(rng, 0.6), 0.0, 0.0
    for step in range(250):
        action = yield [*history, *meals]
        meal = settle(20.0 + 60.0 * rng.random()) if hungry and chance(rng, 0.02) else 0.0
        gut += meal
        active = 0.97 * active + clip(action[0], 0.0, 0.1) * 5.0
        level = clip(level + 0.08 * gut - 2.2 * active + 1.2 + near(rng, 1.5), 35.0, 420.0)
        gut = 0.95 * gut
        if chance(rng, 0.01):
            level += near(rng, 60.0)
        reading = -1.0 if chance(rng, 0.1) or (step < 10 and history[-1] < 0.0) else level + near(rng, 1.0)
        history, meals = [*history[1:], reading], [*meals[1:], meal]


def epidemic(rng: Random) -> Episode:
    stage, infected, critical, dead, recovered = 0, 10.0 ** (-5 + 3 * rng.random()), 0.0, 0.0, 0.0
    infected = settle(infected)
    days = [[0.0] * 8, [0.0] * 8] if chance(rng, 0.3) else [[settle(infected * 0.9)] * 8, [0.0] * 8]
    capacity = rng.choice((0.0005, 0.002, 0.01))
    day = 0
    while True:
        seen = [float(stage), infected, critical, dead, recovered, *days[0], *days[1], capacity, float(day), float(day % 7)]
        action = yield seen
        stage = int(clip(stage + clip(action[0], 0.0, 2.0) - 1.0, 0, 4))
        caught = (0.40, 0.30, 0.21, 0.14, 0.09)[stage] * (1.0 - recovered - infected) * infected
        recovered += infected / 8.0
        infected = clip(infected + caught - infected / 7.0 + 1e-6 * rng.random(), 0.0, 0.5)
        critical = clip(critical * 0.9 + 0.01 * infected * (1.0 + near(rng, 0.1)), 0.0, 0.1)
        dead, recovered = dead + 0.01 * critical, clip(recovered, 0.0, 0.9)
        if chance(rng, 0.02):
            infected *= rng.choice((0.01, 5.0, 0.0))
        if chance(rng, 0.02):
            critical = capacity * 1.2 * rng.random()
        days = [[*days[0][1:], infected], [*days[1][1:], critical]]
        day = day + 1 if not chance(rng, 0.01) else 0


def tanks(rng: Random) -> Episode:
    upper, lower, wanted = 12.0 * rng.random(), 8.0 * rng.random(), 2.0 + 8.0 * rng.random()
    leak = chance(rng, 0.3)
    if leak:
        upper = lower = 0.0
    while True:
        flow = [upper + near(rng, 1e-3), lower + near(rng, 1e-3)]
        action = yield [*flow, wanted, 0.3 + near(rng, 0.05)]
        voltage = clip(action[0], 0.0, 12.0)
        through, out = 0.35 * math.sqrt(max(upper, 0.0)), 0.35 * math.sqrt(max(lower, 0.0))
        upper = settle(clip(upper + (0.02 if leak else 0.12) * voltage - through, 0.0, 35.0))
        lower = settle(clip(lower + through - out, 0.0, 20.0))
        if chance(rng, 0.01):
            wanted = 15.0 * rng.random() if chance(rng, 0.8) else -1.0
        if chance(rng, 0.005):
            upper = settle(40.0 * rng.random())


def room(rng: Random) -> Episode:
    warm, outside, clock = 16.0 + 12.0 * rng.random(), near(rng, 10.0) + 15.0, 24.0 * rng.random()
    prices = [0.05 + 0.3 * rng.random() for _ in range(24)]
    while True:
        hour = int(clock) % 24
        busy = float(8 <= hour < 18 and not chance(rng, 0.1))
        sun = max(0.0, 400.0 * math.sin(settle((clock - 6.0) / 12.0 * 3.14)))
        ahead = [prices[(hour + k) % 24] for k in range(1, 9)]
        action = yield [*noisy(rng, [warm, outside, settle(sun)], 1e-3), busy, prices[hour], clock % 24.0, *ahead]
        power = clip(action[0], 0.0, 5.0) - clip(action[1], 0.0, 5.0)
        warm += 0.01 * (outside - warm) + 0.0004 * sun + 0.03 * busy + 0.07 * power
        warm, outside = settle(clip(warm, 8.0, 38.0)), settle(clip(outside + near(rng, 0.3), -10.0, 38.0))
        clock = settle(clock + 1.0 / 12.0)
        if chance(rng, 0.01):
            warm, outside = settle(14.0 + 16.0 * rng.random()), settle(35.0 * rng.random())
        if chance(rng, 0.01):
            clock = settle(24.0 * rng.random())


def battery(rng: Random) -> Episode:
    charge, hour = rng.random(), rng.randrange(24)
    flat = chance(rng, 0.3)
    prices = [30.0 + near(rng, 0.5 if flat else 25.0) for _ in range(400)]
    if chance(rng, 0.3):
        charge = rng.choice((0.0, 1.0, 0.03))
    for step in range(200):
        at = hour + step
        head = [charge, prices[step], float(at % 24), float(at // 24 % 7)]
        action = yield [*head, *prices[step + 1 : step + 25]]
        power = clip(action[0], -1.0, 1.0) + near(rng, 0.02)
        charge = settle(clip(charge + (0.23 if power > 0.0 else 0.27) * power, 0.0, 1.0))
        if chance(rng, 0.02):
            charge = rng.choice((0.0, 1.0, settle(rng.random()), -0.05, 1.05))


def stock(rng: Random) -> Episode:
    shelf, coming = float(rng.randrange(60)), [0.0] * 4
    mean = rng.choice((0.0, 3.0, 10.0, 10.0))
    past = [float(int(2.0 * mean * rng.random())) for _ in range(14)]
    for day in range(400):
        action = yield [shelf, *coming, *past, float(day % 7)]
        shelf += coming[0]
        coming = [*coming[1:], clip(action[0], 0.0, 100.0)]
        demand = float(int(2.0 * mean * rng.random() * (1.5 if day % 7 == 5 else 0.9)))
        shelf, past = max(0.0, shelf - demand), [*past[1:], demand]
        if chance(rng, 0.01):
            shelf = float(rng.randrange(200))
        if chance(rng, 0.01):
            mean = rng.choice((0.5, 3.0, 10.0, 25.0))


def greenhouse(rng: Random) -> Episode:
    warm, damp, gas, soil = 18.0 + near(rng, 6.0), 70.0 + near(rng, 25.0), 420.0 + near(rng, 150.0), 0.6 + near(rng, 0.2)
    outside, clock, stage = 10.0 + near(rng, 12.0), 24.0 * rng.random(), rng.randrange(4)
    cold, pace = chance(rng, 0.5), rng.choice((1.0, 6.0))
    unit = 0.01 if chance(rng, 0.25) else 1.0  # humidity in percent or as a fraction: the task leaves it open
    while True:
        hour = clock % 24.0
        bright = settle(max(0.0, 600.0 * math.sin(settle((hour - 6.0) / 12.0 * 3.14))))
        price = 0.1 + 0.2 * rng.random() if int(hour) % 5 else 0.05
        air = noisy(rng, [warm, damp * unit, gas], 1e-3)
        wet = (60.0 + near(rng, 30.0)) * unit
        action = yield [*air, bright, outside, wet, hour, soil + near(rng, 1e-4), float(stage), price]
        heater, vent, lamps, water = (clip(a, 0.0, 1.0) for a in action[:4])
        warm += 0.05 * (outside - warm) * (1.0 + 3.0 * vent) / 3.0 + 1.2 * heater + 0.2 * lamps + 0.001 * bright
        damp += 0.05 * (60.0 - damp) * vent + 0.3 * water + near(rng, 1.0)
        gas += 0.1 * (400.0 - gas) * vent - 0.004 * bright
        soil += 0.02 * water - 0.0004 - 0.000003 * bright
        outside += near(rng, 0.4) + 0.02 * ((2.0 if cold else 18.0) - outside)
        warm, damp = settle(clip(warm, 2.0, 45.0)), settle(clip(damp, 20.0, 100.0))
        gas, soil, outside = settle(clip(gas, 250.0, 900.0)), settle(clip(soil, 0.2, 0.9)), settle(outside)
        clock = settle(clock + pace / 12.0)
        if chance(rng, 0.01):
            warm, soil, gas = settle(12.0 + 25.0 * rng.random()), settle(0.4 + 0.4 * rng.random()), 340.0


TASKS = {
    20: Task(insulin, 250),
    22: Task(epidemic, 192),
    26: Task(tanks, 400),
    27: Task(room, 288),
    28: Task(battery, 200),
    29: Task(stock, 400),
    37: Task(greenhouse, 250),
}
