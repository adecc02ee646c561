class Policy:
    def __init__(self):
        self.t = 0
        self.counts = [0, 0, 0, 0]

    def act(self, obs):
        self.t += 1
        k = int(obs[0] * 10)
        i = k % 4
        j = k // 3
        self.counts[i] += 1
        q, r = divmod(k, 7)
        bits = (k & 5) | (self.t << 1) ^ 3
        x = 2**3 + k**2 - (-k) // 2 + (not k) + (k > 2) * 3
        f = obs[1] % 0.7 + obs[2] // 0.3 + (-obs[1]) % 2.0
        b = round(obs[3] * 2.5)
        s = sum(1 for c in self.counts if c > 2)
        idx = self.counts.index(max(self.counts))
        best = sorted([obs[0], obs[1], obs[2]])[1]
        m = min(range(4), key=lambda a: abs(obs[a] - 0.3))
        return i + j + q * r + bits % 11 + x + f + b + s + idx + best + m + float(self.counts[-1]) / self.t
