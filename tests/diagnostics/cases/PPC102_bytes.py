class Policy:
    def act(self, obs):
        return len(b"ab")
