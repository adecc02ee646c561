class Policy:
    def act(self, obs):
        gains = [1.0, 2.0]
        return abs(gains)
