class Policy:
    def __init__(self):
        self.waiting = set()

    def act(self, obs):
        self.waiting.add(int(obs[0]))
        nearest = min(self.waiting, key=lambda cell: abs(cell - 3))
        for cell in self.waiting:
            return float(cell - nearest)
        return len(self.waiting) + max(self.waiting)
