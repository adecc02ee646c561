"""Lists, sets and dictionaries made empty for known keys, and filled at keys of the run."""


class Bucket:
    def __init__(self):
        self.items = []
        self.sums = {}

    def put(self, x):
        self.items.append(x)
        self.sums[len(self.items)] = x
        if len(self.items) > 6:
            self.items.pop(0)


class Policy:
    def __init__(self):
        self.links = {i: set() for i in range(4)}
        self.rows = [[] for _ in range(5)]
        self.counts = {name: {} for name in (0, 1, 2)}
        self.buckets = [Bucket() for _ in range(3)]
        self.model = {s: {a: [] for a in range(2)} for s in range(4)}
        for s in range(4):
            for a in range(2):
                for step in range(3):
                    self.model[s][a].append((0.25 * step, (s + step * a) % 4))
        self.grid = [[[] for _ in range(2)] for _ in range(3)]

    def act(self, obs):
        k = int(abs(obs[0]) * 2.0) % 4
        j = int(abs(obs[1]) * 3.0) % 5
        self.links[k].add(j)
        row = self.rows[j]
        row.append(obs[2])
        if len(row) > 8:
            del row[0]
        self.counts[k % 3][j] = self.counts[k % 3].get(j, 0) + 1
        self.buckets[j % 3].put(obs[3])
        self.grid[j % 3][k % 2].append(k)
        if len(self.grid[j % 3][k % 2]) > 4:
            self.grid[j % 3][k % 2].clear()
        expected = sum(p * s for p, s in self.model[k][j % 2])
        best = max(self.counts[k % 3], key=self.counts[k % 3].get)
        total = sum(len(r) for r in self.rows) + sum(len(s) for s in self.links.values()) + len(self.grid[2][1])
        seen = 1.0 if 3 in self.links[k] else 0.0
        return 0.01 * total + 0.1 * best + seen + sum(row) + expected + self.buckets[k % 3].sums.get(2, 0.0)
