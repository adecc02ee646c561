class Policy:
    def act(self, obs):
        x = obs[0]
        seen = ()
        while x > 0.1:
            seen = (seen, x)
            x = 0.5 * x
        return x
