class Policy:
    def act(self, obs):
        kind = type([1.0])
        return 0.0
