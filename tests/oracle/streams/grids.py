"""Mazes and boards: point maze, noisy grids, frozen lake, taxi, treasure (tasks 15 to 19 and 38)."""

from __future__ import annotations

import math
from random import Random

from tests.oracle.streams.simulation import Episode, Task, chance, clip, near, settle

MOVES = ((-1, 0), (1, 0), (0, -1), (0, 1))  # up, down, left, right
LAKE = "SFFFFFFFFFFFFFFFFFFHFFFFFFFFFHFFFFFHFFFFFHHFFFHFFHFFHFHFFFFHFFFG"


def point_maze(rng: Random) -> Episode:
    walls = [float(chance(rng, 0.2)) for _ in range(108)]

    def free(x: float, y: float) -> bool:
        row, column = math.floor(4.5 - y), math.floor(x + 6.0)
        return 0 <= row < 9 and 0 <= column < 12 and walls[12 * row + column] < 0.5

    def somewhere() -> tuple[float, float]:
        while True:
            x, y = near(rng, 5.9), near(rng, 4.4)
            if free(x, y) or chance(rng, 0.02):
                return x, y

    x, y = somewhere()
    goal = somewhere()
    vx = vy = 0.0
    stuck = 0
    while True:
        action = yield [x, y, vx, vy, *goal, *walls]
        vx = settle(0.9 * vx + 0.3 * clip(action[0], -1.0, 1.0))
        vy = settle(0.9 * vy + 0.3 * clip(action[1], -1.0, 1.0))
        held = stuck > 0
        stuck = max(0, stuck - 1) if held or not chance(rng, 0.01) else 60
        if not held and free(x + 0.1 * vx, y + 0.1 * vy):
            x, y = x + 0.1 * vx, y + 0.1 * vy
        else:
            vx = vy = 0.0
        if chance(rng, 0.01) or (x - goal[0]) ** 2 + (y - goal[1]) ** 2 < 0.1:
            goal = somewhere()


def board(rng: Random, keys: bool) -> Episode:
    hard = chance(rng, 0.3)
    labels = [rng.choice((3, 4, 5, 6, 7, 7)) if hard else rng.choice((0, 0, 1, 2, 3, 4, 5, 6, 7)) for _ in range(100)]
    row, column, goal_row, goal_column, key_row, key_column = (rng.randrange(10) for _ in range(6))
    for _ in range(100):
        head = [row / 9, column / 9, goal_row / 9, goal_column / 9, *map(float, labels)]
        action = yield [*head, key_row / 9, key_column / 9] if keys else head
        move = int(clip(action[0], 0.0, 3.0))
        if chance(rng, 0.08 * labels[10 * row + column]):
            move = rng.choice((2, 3) if move < 2 else (0, 1))
        row = int(clip(row + MOVES[move][0], 0, 9))
        column = int(clip(column + MOVES[move][1], 0, 9))
        if chance(rng, 0.01):
            row, column = rng.randrange(10), rng.randrange(10)
        if keys and chance(rng, 0.02):
            row, column = key_row, key_column


def noisy_grid(rng: Random) -> Episode:
    return board(rng, keys=False)


def noisy_grid_with_key(rng: Random) -> Episode:
    return board(rng, keys=True)


def frozen_lake(rng: Random) -> Episode:
    cell = 0
    while True:
        action = yield [float(cell)]
        direction = (int(clip(action[0], 0.0, 3.0)) + rng.choice((-1, 0, 1))) % 4
        row, column = divmod(cell, 8)
        row += (0, 1, 0, -1)[direction]
        column += (-1, 0, 1, 0)[direction]
        cell = 8 * int(clip(row, 0, 7)) + int(clip(column, 0, 7))
        if LAKE[cell] in "HG" and chance(rng, 0.5):
            cell = rng.randrange(64)


def taxi(rng: Random) -> Episode:
    depots = ((0, 0), (0, 4), (4, 0), (4, 3))
    walls = {(0, 1), (1, 1), (3, 0), (4, 0), (3, 2), (4, 2)}
    row, column, passenger, goal = rng.randrange(5), rng.randrange(5), rng.randrange(4), rng.randrange(4)
    works = chance(rng, 0.4)  # a road work that the map does not show
    closed = (rng.randrange(5), rng.randrange(4)) if works else None
    while True:
        action = yield [float(row), float(column), float(passenger), float(goal)]
        move = int(clip(action[0], 0.0, 5.0))
        if move == 0:
            row = min(row + 1, 4)
        elif move == 1:
            row = max(row - 1, 0)
        elif move == 2 and column < 4 and (row, column) not in walls and (row, column) != closed:
            column += 1
        elif move == 3 and column > 0 and (row, column - 1) not in walls and (row, column - 1) != closed:
            column -= 1
        elif move == 4 and passenger < 4 and depots[passenger] == (row, column):
            passenger = 4
        elif move == 5 and passenger == 4 and depots[goal] == (row, column):
            passenger, goal = rng.randrange(4), rng.randrange(4)
            row, column = rng.randrange(5), rng.randrange(5)


def treasure(rng: Random) -> Episode:
    walls = {(rng.randrange(12), rng.randrange(12)) for _ in range(25)}
    row, column = rng.randrange(12), rng.randrange(12)
    walls.discard((row, column))
    if chance(rng, 0.1):
        walls |= {(row + dr, column + dc) for dr, dc in MOVES}  # walled in
    beams = ((-1, 0), (-1, 1), (0, 1), (1, 1), (1, 0), (1, -1), (0, -1), (-1, -1))
    visible = 0
    while True:
        lidar = []
        for dr, dc in beams:
            k = 1
            while 0 <= row + k * dr < 12 and 0 <= column + k * dc < 12 and (row + k * dr, column + k * dc) not in walls:
                k += 1
            lidar.append(float(k - 1) if not chance(rng, 0.02) else float(rng.randrange(14)))
        visible = max(0, visible - 1) if visible or not chance(rng, 0.02) else 5
        action = yield [float(row), float(column), *lidar, float(visible > 0)]
        dr, dc = MOVES[int(clip(action[0], 0.0, 3.0))]
        ahead = (row + dr, column + dc)
        if 0 <= ahead[0] < 12 and 0 <= ahead[1] < 12 and ahead not in walls and not chance(rng, 0.03):
            row, column = ahead


TASKS = {
    15: Task(point_maze, 250),
    16: Task(noisy_grid, 100),
    17: Task(noisy_grid_with_key, 100),
    18: Task(frozen_lake, 250),
    19: Task(taxi, 200),
    38: Task(treasure, 250),
}
