class Policy:
    def __init__(self):
        self.n = 0

    def act(self, obs):
        self.n += 1
        return obs[0] * 2**-self.n
