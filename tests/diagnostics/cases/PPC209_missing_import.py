class Policy:
    def act(self, obs):
        return np.tanh(obs[0])
