class Policy:
    def act(self, obs):
        x = (obs[0], 1.0)
        del x[0]
        return 0.0
