class PID:
    def __init__(self, k):
        self.k, self.s = k, 0.0
    def step(self, e):
        self.s = 0.9 * self.s + 0.1 * e
        return self.k * self.s
class Policy:
    def __init__(self):
        self.pids = [PID(0.1), PID(0.5), PID(0.9)]
        self.cur = self.pids[0]
    def act(self, obs):
        if obs[0] > 1:
            self.cur = self.pids[int(abs(obs[1])) % 3]
        u = self.cur.step(obs[2])
        return u + 0.01 * self.pids[1].s
