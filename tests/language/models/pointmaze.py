# 114 box:2 maze
import numpy as np
from collections import deque


class Policy:
    ROWS, COLS = 9, 12

    def __init__(self):
        self.path = []
        self.goal_cell = None
        self.kp, self.kd = 4.0, 1.5

    def reset(self):
        self.path = []
        self.goal_cell = None

    def to_cell(self, x, y):
        col = int(np.floor(x + self.COLS / 2))
        row = int(np.floor(self.ROWS / 2 - y))
        return (min(max(row, 0), self.ROWS - 1), min(max(col, 0), self.COLS - 1))

    def to_xy(self, cell):
        r, c = cell
        return np.array([c + 0.5 - self.COLS / 2, self.ROWS / 2 - r - 0.5])

    def plan(self, walls, start, goal):
        prev = {start: None}
        q = deque([start])
        while q:
            cell = q.popleft()
            if cell == goal:
                break
            for d in ((0, 1), (1, 0), (0, -1), (-1, 0)):
                n = (cell[0] + d[0], cell[1] + d[1])
                if n[0] < 0 or n[0] >= self.ROWS or n[1] < 0 or n[1] >= self.COLS:
                    continue
                if walls[n[0], n[1]] > 0.5 or n in prev:
                    continue
                prev[n] = cell
                q.append(n)
        if goal not in prev:
            return []
        path = [goal]
        while path[-1] != start:
            path.append(prev[path[-1]])
        path.reverse()
        return path

    def act(self, obs):
        pos, vel, goal = obs[:2], obs[2:4], obs[4:6]
        walls = obs[6:114].reshape(self.ROWS, self.COLS)
        start = self.to_cell(pos[0], pos[1])
        gc = self.to_cell(goal[0], goal[1])
        if self.goal_cell != gc or not self.path or start not in self.path:
            self.path = self.plan(walls, start, gc)
            self.goal_cell = gc
        if len(self.path) == 0:
            target = goal
        else:
            idx = self.path.index(start) if start in self.path else 0
            target = goal if idx >= len(self.path) - 2 else self.to_xy(self.path[idx + 1])
        force = self.kp * (target - pos) - self.kd * vel
        return np.clip(force, -1, 1)
