from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

SIZE = 4


@dataclass(frozen=True)
class Cell:
    x: int
    y: int


@cache
def distance(a, b):
    return abs(a.x - b.x) + abs(a.y - b.y)


class Policy:
    def __init__(self):
        self.gains = [0.5, 1.0, 2.0]
        self.walls = {(1, 1), (2, 3)}
        self.goal = Cell(3, 3)
        self.here = Cell(0, 0)
        self.t = 0
        self.fast = lru_cache(None)(self.slow)

    def slow(self, k):
        return self.gains[k % 3] * k

    @cached_property
    def total(self):
        return sum(self.gains)

    @lru_cache(maxsize=None)
    def neighbours(self, x, y):
        found = []
        for dx, dy in ((1, 0), (0, 1), (-1, 0), (0, -1)):
            if 0 <= x + dx < SIZE and 0 <= y + dy < SIZE and (x + dx, y + dy) not in self.walls:
                found.append((x + dx, y + dy))
        return found

    def act(self, obs):
        self.t += 1
        self.here = Cell(int(abs(obs[0])) % SIZE, self.t % SIZE)
        near = self.neighbours(self.here.x, self.here.y)
        u = self.total + distance(self.here, self.goal) + self.fast(self.t % 5)
        for x, y in near:
            u += 0.1 * x - 0.2 * y
        return u
