# 1 discrete:4 lake
"""Value iteration on the known FrozenLake 8x8 map with slippery dynamics."""
from collections import defaultdict

MAP = [
    "SFFFFFFF",
    "FFFFFFFF",
    "FFFHFFFF",
    "FFFFFHFF",
    "FFFHFFFF",
    "FHHFFFHF",
    "FHFFHFHF",
    "FFFHFFFG",
]
ACTIONS = [(0, -1), (1, 0), (0, 1), (-1, 0)]  # left, down, right, up


class Policy:
    def __init__(self, gamma=0.99, tol=1e-8):
        self.n = len(MAP)
        self.gamma = gamma
        V = defaultdict(float)
        states = [(r, c) for r in range(self.n) for c in range(self.n)]
        for _ in range(300):
            delta = 0.0
            for s in states:
                if MAP[s[0]][s[1]] in "HG":
                    continue
                q = [self.q_value(V, s, a) for a in range(4)]
                best = max(q)
                delta = max(delta, abs(best - V[s]))
                V[s] = best
            if delta < tol:
                break
        self.policy = {}
        for s in states:
            q = [self.q_value(V, s, a) for a in range(4)]
            self.policy[s] = q.index(max(q))

    def move(self, s, a):
        dr, dc = ACTIONS[a]
        r = min(max(s[0] + dr, 0), self.n - 1)
        c = min(max(s[1] + dc, 0), self.n - 1)
        return (r, c)

    def q_value(self, V, s, a):
        total = 0.0
        for b in [(a - 1) % 4, a, (a + 1) % 4]:
            ns = self.move(s, b)
            reward = 1.0 if MAP[ns[0]][ns[1]] == "G" else 0.0
            total += (reward + self.gamma * V[ns]) / 3.0
        return total

    def act(self, obs):
        idx = int(obs[0])
        return self.policy[divmod(idx, self.n)]
