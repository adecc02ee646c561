class Policy:
    def act(self, obs):
        x, v = obs
        return x
