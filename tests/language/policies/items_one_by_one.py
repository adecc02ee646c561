"""next() makes no more items of a generator expression than it needs."""

import random


class Policy:
    def __init__(self):
        self.rng = random.Random(4)
        self.draws = 0

    def draw(self):
        self.draws += 1
        return self.rng.random()

    def act(self, obs):
        first = next((x for x in obs if x > self.rng.uniform(-1.0, 1.0)), 0.25)
        second = next((k for k in range(6) if self.draw() < 0.3), None)
        third = next((1.0 / x for x in obs if x > 0.5), 0.0)
        try:
            fourth = next(x for x in obs if x > 1.5)
        except StopIteration:
            fourth = -1.0
        total = sum(self.draw() for _ in range(3)) + max(self.draw() for _ in range(2))
        return first + 10 * self.draws + third + fourth + total + (-1.0 if second is None else second)
