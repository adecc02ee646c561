class Policy:
    def act(self, obs):
        return obs.angle
