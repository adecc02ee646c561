class Policy:
    def act(self, obs):
        mode = "level "
        return mode + 1
