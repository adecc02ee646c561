class Policy:
    def act(self, obs):
        items = [0]
        items.append(items)
        if obs[0] > 0.0:
            items = 1
        return items
