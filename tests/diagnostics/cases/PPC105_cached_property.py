from functools import cached_property


class Policy:
    def __init__(self):
        self.errors = [0.0]

    @cached_property
    def mean(self):
        return sum(self.errors) / len(self.errors)

    def act(self, obs):
        self.errors[0] = 0.9 * self.errors[0] + obs[0]
        return self.mean
