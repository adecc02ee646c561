"""Lists, dicts and sets in fields of which one is chosen at run time and grows."""

from collections import deque


class Side:
    def __init__(self):
        self.orders = []
        self.prices = {}


class Policy:
    def __init__(self):
        self.log, self.rest = [], []
        self.bought, self.sold = set(), set()
        self.reset()

    def reset(self):
        self.log, self.rest = [], []
        self.visited, self.blocked = set(), set()
        self.left, self.right = Side(), Side()
        self.near, self.far = {}, {}
        self.fast, self.slow = deque(maxlen=5), deque(maxlen=5)

    def act(self, obs):
        cell = int(abs(obs[0]) * 10) % 6
        (self.visited if obs[1] > 0 else self.blocked).add((cell, cell % 2))
        (self.log if obs[2] > 0 else self.rest).append(obs[3])
        if len(self.log) > 5:
            self.log.clear()
        if len(self.rest) > 5:
            self.rest = []

        side = self.left if obs[3] > 0.5 else self.right
        side.orders.append(cell)
        side.prices[cell] = side.prices.get(cell, 0) + 1
        if len(side.orders) > 4:
            side.orders.pop(0)

        table = self.near if abs(obs[1]) < 1 else self.far
        table[cell] = table.get(cell, 0.0) + obs[0]
        (self.fast if cell > 2 else self.slow).append(obs[1])
        if (0, 0) in self.visited and len(self.visited) > 4:
            self.visited = set()

        total = len(self.visited) - len(self.blocked) + sum(self.log) + sum(self.rest) + sum(self.left.orders)
        total += len(self.right.prices) + sum(self.near.values()) + sum(self.fast) - sum(self.slow)
        return total / 50.0
