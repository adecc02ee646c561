class Policy:
    def act(self, obs):
        first, second = second, first
        return first
