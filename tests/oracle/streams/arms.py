"""Table-top arms: pick and place, door, drawer, button (tasks 11 to 14). Lengths in metres."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from random import Random

from tests.oracle.streams.simulation import Episode, Task, chance, clip, near, noisy, settle, settled

Vector = list[float]


def distance(a: Sequence[float], b: Sequence[float]) -> float:
    return math.sqrt(sum((x - y) * (x - y) for x, y in zip(a, b, strict=True)))


class Arm:
    """A hand that moves 0.01 m a step and a gripper; ``thing`` is the object, handle or button."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.hand = [near(rng, 0.1), 0.4 + near(rng, 0.1), 0.2 + near(rng, 0.1)]
        self.thing = [near(rng, 0.1), 0.65 + near(rng, 0.1), 0.02 if chance(rng, 0.5) else 0.12 + near(rng, 0.05)]
        self.goal = [near(rng, 0.1), 0.8 + near(rng, 0.1), 0.1 + 0.2 * rng.random()]
        if chance(rng, 0.5):
            self.hand = [v + near(rng, 0.03) for v in self.thing]
        self.opening = 1.0
        self.clumsy = chance(rng, 0.5)
        self.previous = [0.0] * 18

    def frame(self) -> Vector:
        seen = noisy(self.rng, [*self.hand, self.opening, *self.thing], 1e-5)
        return [*seen, 1.0, 0.0, 0.0, 0.0, *([0.0] * 7)]

    def observation(self) -> Vector:
        now = self.frame()
        seen = [*now, *self.previous, *self.goal]
        self.previous = now
        return seen

    def move(self, action: Sequence[float]) -> Vector:
        """Moves the hand and answers its displacement."""
        before = self.hand
        self.hand = settled(h + 0.01 * clip(a, -1.0, 1.0) for h, a in zip(self.hand, action[:3], strict=True))
        if self.clumsy and chance(self.rng, 0.01):
            self.hand = settled(noisy(self.rng, self.hand, 0.1))
        limit = 0.7 if distance(self.hand, self.thing) < 0.04 else 0.3
        self.opening = settle(clip(self.opening - 0.04 * clip(action[3], -1.0, 1.0), limit, 1.0))
        return [a - b for a, b in zip(self.hand, before, strict=True)]


def pick_and_place(arm: Arm, moved: Vector) -> None:
    held = arm.opening < 0.85 and distance(arm.hand, arm.thing) < 0.04
    slips = arm.clumsy and chance(arm.rng, 0.02)
    if held and not slips:
        arm.thing = settled(t + d for t, d in zip(arm.thing, moved, strict=True))
    elif slips:
        arm.thing = settled([*noisy(arm.rng, arm.thing[:2], 0.08), 0.02])
    if chance(arm.rng, 0.005):
        arm.goal = noisy(arm.rng, arm.thing, 0.1)


def door(arm: Arm, moved: Vector) -> None:
    if distance(arm.hand, arm.thing) < 0.1 and not (arm.clumsy and chance(arm.rng, 0.5)):
        # The handle runs on a circle of 0.4 m around a hinge at its side.
        swing = settle(0.5 * min(moved[0], 0.0))
        arm.thing = settled([arm.thing[0] + swing, arm.thing[1] - 0.3 * swing * (1.0 + 2.0 * arm.thing[0]), arm.thing[2]])
    if arm.clumsy and chance(arm.rng, 0.01):
        arm.thing = settled(noisy(arm.rng, arm.thing, 0.05))


def drawer(arm: Arm, moved: Vector) -> None:
    jammed = arm.clumsy and arm.thing[1] < 0.6
    if distance(arm.hand, arm.thing) < 0.09 and not jammed:
        arm.thing = settled([arm.thing[0], arm.thing[1] + 0.9 * min(moved[1], 0.0), arm.thing[2]])


def button(arm: Arm, moved: Vector) -> None:
    stiff = arm.clumsy
    inside = abs(arm.hand[0] - arm.thing[0]) < 0.04 and abs(arm.hand[2] - arm.thing[2]) < 0.04
    if inside and arm.hand[1] > arm.thing[1] - 0.01:
        if stiff:
            arm.hand[1] = settle(arm.thing[1] - 0.01)
        else:
            arm.thing[1] = settle(arm.thing[1] + max(moved[1], 0.0))


def task(react: Callable[[Arm, Vector], None]) -> Callable[[Random], Episode]:
    """An episode in which ``react`` says what the hand's displacement does to the thing."""

    def simulate(rng: Random) -> Episode:
        arm = Arm(rng)
        while True:
            action = yield arm.observation()
            react(arm, arm.move(action))

    return simulate


TASKS = {
    11: Task(task(pick_and_place), 250),
    12: Task(task(door), 400),
    13: Task(task(drawer), 500),
    14: Task(task(button), 400),
}
