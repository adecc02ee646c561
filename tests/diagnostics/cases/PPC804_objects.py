PLAN = [(1.0, "a") if i % 2 else (2.0,) for i in range(600)]


class Policy:
    def act(self, obs):
        total = 0.0
        for item in PLAN:
            total += obs[0] * item[0]
        return total
