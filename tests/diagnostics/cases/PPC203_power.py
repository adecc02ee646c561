class Policy:
    def act(self, obs):
        return obs[0] * 10**19
