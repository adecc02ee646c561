class Policy:
    def act(self, obs):
        pair = (obs[0], 0.0)
        pair[1] = 1.0
        return pair[1]
