class Policy:
    def act(self, obs):
        return sum([i * j for i in range(9999) for j in range(9999)])
