class Policy:
    def act(self, obs):
        return round(float(obs[0]) * 0.1, 25)
