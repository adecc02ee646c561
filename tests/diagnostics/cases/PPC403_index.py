class Policy:
    def act(self, obs):
        x = obs[0]
        return x[0]
