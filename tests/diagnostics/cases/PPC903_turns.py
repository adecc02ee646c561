class Policy:
    def act(self, obs):
        for k in range(40):
            if obs[k % 4] > 1.0:
                found = 0.1 * k
                break
            last = k
        for k in range(50):
            sure = obs[k % 4] * k
        return sure + last
