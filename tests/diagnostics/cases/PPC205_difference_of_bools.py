class Policy:
    def act(self, obs):
        side = (obs[0] > 0.0) - (obs[0] < 0.0)
        return 0.5 * side
