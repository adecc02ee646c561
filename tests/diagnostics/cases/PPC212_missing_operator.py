class Policy:
    def act(self, obs):
        return 0.5(obs[0] + obs[1])
