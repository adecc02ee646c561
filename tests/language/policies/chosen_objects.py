from collections import deque

import numpy as np


class PID:
    def __init__(self, kp, ki):
        self.kp, self.ki, self.i = kp, ki, 0.0

    def step(self, e):
        self.i = max(-1.0, min(1.0, self.i + e * 0.1))
        return self.kp * e + self.ki * self.i

    def reset(self):
        self.i = 0.0


class Policy:
    def __init__(self):
        self.soft, self.hard = PID(0.5, 0.1), PID(2.0, 0.3)
        self.named = {"a": PID(1.0, 0.0), "b": PID(0.2, 0.5)}
        self.mode = "a"
        self.left, self.right = [0.0, 1.0], [0.0, 2.0]
        self.old, self.new = deque(maxlen=3), deque(maxlen=3)
        self.w, self.v = np.zeros(4), np.ones(4)
        self.mem = []
        self.rows = [[0.0, 1.0], [2.0, 3.0], [4.0, 5.0]]

    def pick(self, e):
        if abs(e) > 1:
            return self.hard
        if abs(e) > 0.5:
            return self.soft
        return self.named[self.mode]

    def act(self, obs):
        buffer = self.left if obs[0] > 0 else self.right
        buffer[0] += 0.1
        (self.left if obs[1] > 0 else self.right)[1] -= 0.05
        if obs[1] > 1:
            self.mode = "b" if self.mode == "a" else "a"
        c = self.pick(obs[0])
        u = c.step(obs[0])
        if abs(u) > 1.5:
            c.reset()
        other = self.soft if c is self.hard else self.hard
        other.i *= 0.9
        if obs[2] > 0:
            history = self.old
        else:
            history = self.new
        history.append(obs[2])
        x = self.w if obs[3] > 0 else self.v
        x += 0.1 * obs
        self.v[0] += 0.01
        x[1] += self.v[0]
        self.mem.append(obs.copy())
        if len(self.mem) > 3:
            self.mem.pop(0)
        m = self.mem[-1] if obs[1] > 0 else self.mem[0]
        m[0] += 1.0
        best = max(self.rows, key=lambda r: r[0] * obs[2])
        best[1] -= 0.05
        for row in sorted(self.rows, key=lambda r: r[1])[:2]:
            row[0] += 0.01
        for p in (self.soft, self.hard) if obs[3] > 1 else (self.hard, self.soft):
            p.i *= 0.999
            p.i += 0.001
        return (
            u + self.soft.i + 2 * self.hard.i + self.named["a"].i - self.named["b"].i + self.left[0] + 2 * self.right[0]
            + self.left[1] + 2 * self.right[1] + sum(self.old) - sum(self.new) + self.w.sum() + 2 * self.v.sum()
            + sum(a[0] for a in self.mem) + sum(r[0] * (k + 1) + r[1] for k, r in enumerate(self.rows))
        )
