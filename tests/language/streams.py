"""Plausible observations for the policies of ``models/``, by the kind that their first line names; f64[steps, size]."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Stream = NDArray[np.float64]


def smooth(rng: np.random.Generator, steps: int, size: int) -> Stream:
    """Waves of several amplitudes and a little noise."""
    time = np.arange(steps)[:, None]
    waves = np.sin(time * rng.uniform(0.05, 0.6, (1, size)) + rng.uniform(0, 6, (1, size)))
    return waves * rng.choice([0.3, 1.0, 2.0], (1, size)) + rng.normal(size=(steps, size)) * 0.1


def _walk(rng: np.random.Generator, steps: int, high: int) -> Stream:
    """A walk on 0..high - 1 that moves by at most one."""
    position, out = high // 2, []
    for move in rng.integers(-1, 2, steps):
        position = int(np.clip(position + move, 0, high - 1))
        out.append(position)
    return np.array(out, dtype=float)


def grid(rng: np.random.Generator, steps: int, size: int) -> Stream:
    """A 10 x 10 board: agent, goal, 100 labels of 0..7, and a key where there is room for one."""
    out = np.zeros((steps, size))
    out[:, 0], out[:, 1] = _walk(rng, steps, 10) / 9.0, _walk(rng, steps, 10) / 9.0
    out[:, 2], out[:, 3] = 8 / 9.0, 7 / 9.0
    out[:, 4:104] = rng.choice(8, 100, p=[0.3, 0.2, 0.15, 0.1, 0.08, 0.07, 0.05, 0.05])
    out[:, 104:] = np.array([2 / 9.0, 5 / 9.0])[: size - 104]
    return out


def integers(rng: np.random.Generator, steps: int, size: int, highs: tuple[int, ...]) -> Stream:
    return np.column_stack([rng.integers(0, h, steps) for h in highs]).astype(float)[:, :size]


def lake(rng: np.random.Generator, steps: int, size: int) -> Stream:
    return integers(rng, steps, size, (64,))


def taxi(rng: np.random.Generator, steps: int, size: int) -> Stream:
    return integers(rng, steps, size, (5, 5, 5, 4))


def cells(rng: np.random.Generator, steps: int, size: int) -> Stream:
    return integers(rng, steps, size, (5,) * size)


def room(rng: np.random.Generator, steps: int, size: int) -> Stream:
    """Position in a 12 x 12 room, eight distances, treasure in sight now and then."""
    distances = rng.integers(0, 5, (steps, 8))
    return np.column_stack([_walk(rng, steps, 12), _walk(rng, steps, 12), distances, rng.random(steps) < 0.1]).astype(float)


def elevator(rng: np.random.Generator, steps: int, size: int) -> Stream:
    calls = rng.random((steps, 30)) < 0.08
    return np.column_stack([_walk(rng, steps, 10), rng.integers(-1, 2, steps), rng.random(steps) < 0.3, calls]).astype(float)


def glucose(rng: np.random.Generator, steps: int, size: int) -> Stream:
    level = 140 + 80 * np.sin(np.arange(steps + 48) * 0.05) + rng.normal(size=steps + 48) * 4
    meals = (rng.random(steps + 48) < 0.03) * rng.uniform(20, 60, steps + 48)
    rows = [np.concatenate([level[k : k + 48], meals[k : k + 48]]) for k in range(steps)]
    out = np.array(rows)
    out[:10, :40] = -1.0  # not measured yet
    return out


def building(rng: np.random.Generator, steps: int, size: int) -> Stream:
    hour = np.arange(steps) / 12.0 % 24
    price = 0.2 + 0.1 * np.sin(np.arange(steps + 8) * 0.1) + rng.uniform(0, 0.05, steps + 8)
    future = np.array([price[k : k + 8] for k in range(steps)])
    temperature = 21 + 4 * np.sin(np.arange(steps) * 0.07)
    columns = [temperature, 10 + 8 * np.sin(hour / 4), 200 * rng.random(steps), (hour > 8) & (hour < 18), price[:steps], hour]
    return np.column_stack([*columns, future]).astype(float)


def greenhouse(rng: np.random.Generator, steps: int, size: int) -> Stream:
    low = np.array([12, 40, 400, 0, 0, 40, 0, 0.3, 0, 0.1])
    high = np.array([32, 95, 1500, 500, 30, 90, 24, 0.8, 4, 0.5])
    return low + (high - low) * rng.random((steps, size))


def traffic(rng: np.random.Generator, steps: int, size: int) -> Stream:
    low, high = np.array([10, 2, -4, 2, -4]), np.array([32, 60, 4, 60, 4])
    return np.tile(low, 5) + np.tile(high - low, 5) * rng.random((steps, size))


def maze(rng: np.random.Generator, steps: int, size: int) -> Stream:
    out = smooth(rng, steps, size)
    out[:, 0], out[:, 1] = _walk(rng, steps, 10) - 4.5, _walk(rng, steps, 7) - 3.0
    out[:, 4:6] = [4.3, -2.7]
    out[:, 6:] = rng.random(108) < 0.25
    return out


def arm(rng: np.random.Generator, steps: int, size: int) -> Stream:
    """A hand that comes near the object, closes, and moves to the goal."""
    out = np.zeros((steps, size))
    target = np.array([0.1, 0.6, 0.02])
    phase = np.arange(steps) % 90
    near = np.clip(phase / 30.0, 0, 1)[:, None]
    away = np.clip((phase - 55) / 30.0, 0, 1)[:, None]
    goal = np.array([-0.1, 0.75, 0.2])
    out[:, 0:3] = target + (1 - near) * np.array([0.1, -0.1, 0.15]) + away * (goal - target)
    out[:, 3] = np.where(phase < 45, 1.0, 0.5)
    out[:, 4:7] = target + away * (goal - target)
    out[:, 36:39] = goal
    return out + rng.normal(size=out.shape) * 0.003


KINDS: dict[str, Callable[[np.random.Generator, int, int], Stream]] = {
    f.__name__: f for f in (smooth, grid, lake, taxi, cells, room, elevator, glucose, building, greenhouse, traffic, maze, arm)
}


def observations(kind: str, steps: int, size: int, seed: int = 0) -> Stream:
    """A stream of a kind; the same for the same seed."""
    made = KINDS[kind](np.random.default_rng([seed, size]), steps, size)
    assert made.shape == (steps, size), (kind, made.shape)
    return made
