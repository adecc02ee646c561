class Policy:
    def act(self, obs):
        push = 0.1 * obs[0] + 0.4 * obs[1] + 8.0 * obs[2] + 1.5 * obs[3]
        return 1 if push > 0.0 else 0
