class Policy:
    def act(self, obs):
        outside = abs(obs) > 1.0
        return float((-outside).sum())
