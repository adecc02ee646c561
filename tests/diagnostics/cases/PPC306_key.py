class Policy:
    def __init__(self):
        self.values = {}
        self.log = []

    def act(self, obs):
        state = f"{int(obs[0] * 4)}_{int(obs[1] * 4)}"
        self.log.append(f"state {state}")
        if state not in self.values:
            self.values[state] = 0.0
        return self.values[state]
