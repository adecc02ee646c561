class Policy:
    def act(self, obs):
        return float(len("-".center(10**9)))
