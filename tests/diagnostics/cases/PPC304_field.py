class Policy:
    def __init__(self):
        self.plan = "none"

    def act(self, obs):
        self.plan = [obs[0], obs[1]]
        return self.plan[0]
