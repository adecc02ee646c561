class Policy:
    def act(self, obs):
        return len({i: {j: 0 for j in range(1000)} for i in range(1000)})
