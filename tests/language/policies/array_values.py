import numpy as np
class Policy:
    def __init__(self):
        self.Q = {}
        self.alpha = 0.5
    def q(self, s):
        if s not in self.Q:
            self.Q[s] = np.zeros(3)
        return self.Q[s]
    def act(self, obs):
        s = (int(obs[0]), int(obs[1]))
        row = self.q(s)
        a = int(np.argmax(row + obs[:3] * 0.1))
        row[a] += self.alpha * (obs[3] - row[a])
        other = self.q((0, 0))
        other[0] += 0.01
        return row.max() + a + other[0] + len(self.Q)
