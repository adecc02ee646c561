# 11 discrete:4 room
from collections import deque
import numpy as np

DIRS = [(-1, 0), (1, 0), (0, -1), (0, 1)]
LIDAR = {"N": (-1, 0), "NE": (-1, 1), "E": (0, 1), "SE": (1, 1), "S": (1, 0), "SW": (1, -1), "W": (0, -1), "NW": (-1, -1)}


class Policy:
    UNKNOWN, FREE, WALL = 0, 1, 2

    def __init__(self):
        self.grid = np.zeros((12, 12), dtype=int)
        self.visited = set()

    def reset(self):
        self.grid = np.zeros((12, 12), dtype=int)
        self.visited = set()

    def update_map(self, r, c, lidar):
        self.grid[r, c] = self.FREE
        for (name, (dr, dc)), dist in zip(LIDAR.items(), lidar):
            d = int(dist)
            for k in range(1, d + 1):
                rr, cc = r + dr * k, c + dc * k
                if not (0 <= rr < 12 and 0 <= cc < 12):
                    break
                self.grid[rr, cc] = self.FREE
            rr, cc = r + dr * (d + 1), c + dc * (d + 1)
            if 0 <= rr < 12 and 0 <= cc < 12:
                self.grid[rr, cc] = self.WALL

    def nearest_unvisited(self, start):
        queue = deque([(start, None)])
        seen = {start}
        while queue:
            (r, c), first = queue.popleft()
            if (r, c) not in self.visited and first is not None:
                return first
            for a, (dr, dc) in enumerate(DIRS):
                nxt = (r + dr, c + dc)
                if not (0 <= nxt[0] < 12 and 0 <= nxt[1] < 12):
                    continue
                if nxt in seen or self.grid[nxt] != self.FREE:
                    continue
                seen.add(nxt)
                queue.append((nxt, a if first is None else first))
        return None

    def act(self, obs):
        r, c = int(obs[0]), int(obs[1])
        lidar = obs[2:10]
        visible = obs[10] > 0.5
        self.visited.add((r, c))
        self.update_map(r, c, lidar)
        if visible:
            cardinal = [lidar[0], lidar[4], lidar[6], lidar[2]]
            return int(np.argmax(cardinal))
        move = self.nearest_unvisited((r, c))
        return move if move is not None else len(self.visited) % 4
