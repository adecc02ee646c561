class Policy:
    def act(self, obs):
        pairs = []
        for x in obs:
            if x > 0.0:
                pairs.append(iter([x, 2.0 * x]))
        return sum(pairs[0]) + sum(pairs[0]) if pairs else 0.0
