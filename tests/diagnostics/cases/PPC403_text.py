class Policy:
    def act(self, obs):
        return float("fast")
