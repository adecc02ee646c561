class Gains:
    def __init__(self, p, d):
        self.p, self.d = p, d


class Policy:
    def __init__(self):
        self.gains = Gains(1.0)

    def act(self, obs):
        return self.gains.p * obs[0]
