GAINS = {"slow": 0.5, "fast": 2.0}


class Policy:
    def act(self, obs):
        return GAINS["medium"] * obs[0]
