class Policy:
    def act(self, obs):
        return 1 << 100
