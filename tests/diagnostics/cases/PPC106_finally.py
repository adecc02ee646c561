class Policy:
    def act(self, obs):
        u = 0.0
        for x in obs:
            try:
                u += 1.0 / int(x)
                continue
            finally:
                u += 1.0
        return u
