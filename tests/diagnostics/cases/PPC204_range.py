class Policy:
    def act(self, obs):
        total = 0.0
        for i in range(4 / 2):
            total += obs[i]
        return total
