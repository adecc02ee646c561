class Policy:
    def act(self, obs):
        u = 0.5 * obs[0]
