class Policy:
    def __init__(self):
        self.q = {}
        self.epsilon = 0.1

    def get_state(self, obs):
        bins = [int(round(float(v))) for v in obs]
        return "_".join(map(str, bins))

    def act(self, obs):
        s = self.get_state(obs)
        if s not in self.q:
            self.q[s] = {"left": 0.0, "right": 0.0}
        row = self.q[s]
        best = max(row, key=row.get)
        row[best] += obs[0] - 0.3
        return -1.0 if best == "left" else 1.0
