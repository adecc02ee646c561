import random


class Policy:
    def __init__(self):
        self.rng = random.Random(4)

    def act(self, obs):
        last = 0.0
        for x in (self.rng.random() for _ in range(5)):
            last = x
            if x > 0.5:
                break
        return last
