class Policy:
    def __init__(self):
        self.q = {}
        self.t = [[0.0, 1.0], [2.0, 3.0], [4.0, 5.0]]
        self.h = []

    def bump(self, row, by):
        row[0] += by
        return row

    def act(self, obs):
        k1, k2 = int(obs[0] * 2), int(obs[1] * 2)
        for k in (k1, k2):
            if k not in self.q:
                self.q[k] = [0.0, 0.0]
        a = self.q[k1]
        b = self.q[k2]
        a[0] += 1.0
        x = b[0]
        b[1] += 2.0
        y = a[1]
        self.bump(self.q[k2], 0.5)
        z = a[0]
        i, j = int(abs(obs[0])) % 3, int(abs(obs[1])) % 3
        for n in range(4):
            row = self.t[(i + n) % 3]
            row[n % 2] += 0.1 * n
            if row[0] > 6:
                row[0] = 0.0
                continue
            row[1] *= 0.9
        w = 0.0
        while w < 1.0:
            r = self.t[j]
            r[0] += 0.25
            w += 0.3
        self.h.append([w, x])
        self.h[-1][1] += y
        if len(self.h) > 6:
            self.h.pop(0)
        last = self.h[-1]
        last[0] = z
        self.bump(self.t[i], 1.0)[1] -= 0.5
        return x + y + z + self.t[j][0] + self.t[i][1] + sum(r[0] + r[1] for r in self.h)
