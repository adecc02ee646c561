"""Known sets of numbers go in the order of Python's hash table, and an empty container says nothing of its items' type."""

from collections import defaultdict

CORNERS = {(3, 0), (0, 3), (7, 7), (2, 5)}


class Policy:
    def __init__(self):
        self.targets = list({19, 3, 40, 2, 8})
        self.first = next(iter({9, 4, 1}))
        self.open = set()
        self.links = defaultdict(set)
        self.last = None

    def act(self, obs):
        here = (int(2.0 * obs[0]), int(2.0 * obs[1]))
        if self.last is not None:
            self.links[self.last].add(here)
            self.links[here].add(self.last)
        self.last = here
        todo = [(here, 0)]
        seen = {here}
        while todo:
            cell, depth = todo.pop()
            if depth > 2:
                continue
            for near in sorted(self.links[cell] - seen):
                seen.add(near)
                todo.append((near, depth + 1))
        self.open.add(here)
        taken = self.open.pop()
        weight = 1.0
        total = 0.0
        for x, y in CORNERS:
            total += weight * (x - 0.5 * y)
            weight *= 0.5
        return 0.01 * (total + len(seen) + taken[0] + self.targets[1] + self.first)
