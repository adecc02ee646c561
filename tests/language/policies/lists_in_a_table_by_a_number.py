"""Lists of different lengths that stand under known keys, read with a key of the step."""


class Policy:
    GAIN = 0.9

    def __init__(self):
        self.model = {}
        for r in range(4):
            for c in range(4):
                if (r + c) % 3 == 0:
                    self.model[r, c] = [(1.0, (r, c), True, [0.5 * r])]
                    continue
                ways = []
                for k in (-1, 0, 1):
                    ways.append((1.0 / 3.0, ((r + k) % 4, c), r == 2, [0.1 * c, self.GAIN, float(k)][: 2 + k]))
                self.model[r, c] = ways
        self.value = dict.fromkeys(self.model, 0.0)
        for _ in range(30):
            for s in self.value:
                self.value[s] = self.look(s)

    def look(self, s):
        return sum(p * (0.1 + self.GAIN * self.value[t] * (not done)) + sum(extra) for p, t, done, extra in self.model[s])

    def act(self, obs):
        cell = (int(abs(obs[0]) * 3.0) % 4, int(abs(obs[1]) * 3.0) % 4)
        best = max(self.model[cell], key=lambda way: self.value[way[1]] + way[3][-1])
        return self.look(cell) + best[3][0] + 10.0 * best[1][0] + len(self.model[cell])
