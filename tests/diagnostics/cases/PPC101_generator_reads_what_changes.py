class Policy:
    def __init__(self):
        self.found = [1.0, 2.0, 3.0]

    def large(self):
        for x in self.found:
            if x > 1.0:
                yield x

    def act(self, obs):
        for x in self.large():
            self.found.append(x)
        return obs[0]
