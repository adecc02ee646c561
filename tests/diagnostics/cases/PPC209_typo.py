class Policy:
    def act(self, obs):
        velocity = obs[1]
        return 0.5 * velocty
