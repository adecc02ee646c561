class Policy:
    def fold(self, x):
        return x if x < 1.0 else self.fold(0.5 * x) + self.fold(0.4 * x)

    def act(self, obs):
        return self.fold(obs[0])
