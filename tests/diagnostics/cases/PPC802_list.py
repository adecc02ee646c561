class Policy:
    def act(self, obs):
        return ([0.0] * 10**9)[0]
