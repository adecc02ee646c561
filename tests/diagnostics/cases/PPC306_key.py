class Policy:
    def __init__(self):
        self.values = {}
        self.log = []

    def act(self, obs):
        state = f"{obs[0]:.1f}_{obs[1]:.1f}"
        self.log.append(f"state {state}")
        if state not in self.values:
            self.values[state] = 0.0
        return self.values[state]
