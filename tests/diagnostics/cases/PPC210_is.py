class Policy:
    def act(self, obs):
        n = int(obs[0])
        return 1.0 if n is 0 else 0.0
