class Policy:
    def __init__(self):
        self.a, self.b = 1.0, 2.0
        self.plan = [0.0] * 8
        self.n = 0

    def act(self, obs):
        self.a, self.b = self.b, self.a * 0.5 + obs[0]
        x = y = 0.0
        last = -1
        for i in range(30):
            x, y = y + obs[1] * 0.1, x
            if x > 2.0:
                last = i
            if y > 3.0:
                break
        total = 0
        n = int(abs(obs[2]) * 5)
        for k in range(n):
            total += k
            w = k * 0.5
        for k in range(2, n + 3, 2):
            total -= k
        while self.n < 3 and total > 2:
            self.n += 1
            total -= 1
        self.n = self.n % 3
        self.plan = self.plan[1:] + [obs[3]]
        best, arg = 1e9, 0
        for i in range(len(self.plan)):
            if self.plan[i] < best:
                best = self.plan[i]
                arg = i
        z = 0.0
        for v in self.plan:
            if v > 1.0:
                continue
            z += v
        return self.a - self.b + x - y + last + total + self.n + best * arg + z + (w if n > 0 else 0.0)
