class Policy:
    def act(self, obs):
        if obs[:2] > 0.0 and obs[2] > 0.0:
            return 1.0
        return 0.0
