class Policy:
    def __init__(self):
        self.seen = {}
        self.cells = []

    def act(self, obs):
        k = int(obs[0] * 2)
        self.seen[k] = self.seen.get(k, 0) + 1
        near = {c for c in self.seen if abs(c - k) <= 1}
        twice = {c: 2 * n for c, n in self.seen.items() if n > 1}
        pairs = [(a, b) for a in near for b in twice if a != b]
        first = next((n for n in twice.values() if n > 4), 0)
        short = any(100 // c > 20 for c in near if c != 0)
        every = all(twice[c] > 3 for c in near if c in twice)
        deep = any(self.cells[i] > 3 for i in range(len(self.cells)) if i < 5)
        self.cells = [c for c in self.cells if c != k] + [k]
        return len(near) + sum(twice.values()) * 0.1 + len(pairs) + first + short + 2 * every + 4 * deep
