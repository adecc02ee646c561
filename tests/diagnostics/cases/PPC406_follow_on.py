class Policy:
    def __init__(self):
        self.table = {}
        for s in range(4):
            self.table[s] = {a: [] for a in range(2)}
            for a in range(2):
                self.table[s][a].append((1.0, s, 0.0, True))

    def act(self, obs):
        return self.table[int(obs[0])][0][0][1]
