class Policy:
    def act(self, obs):
        plan = [(1.0, 2.0), (1.0, "wait", 3.0)]
        return plan[int(obs[0])][0]
