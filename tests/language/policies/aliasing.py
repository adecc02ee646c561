import numpy as np


class Box:
    def __init__(self, v):
        self.v = v
        self.items = [v, v]


class Policy:
    def __init__(self):
        self.a = np.zeros(4)
        self.box = Box(0.5)
        self.rows = [[0.0, 1.0], [2.0, 3.0]]

    def act(self, obs):
        view = self.a[1:3]
        view[0] += obs[0]
        b = self.a
        b[3] = b[0] + 1.0
        self.a[0] = obs[1] * 0.5
        box = self.box
        box.v = box.v * 0.9 + obs[2]
        box.items[0] = box.v
        row = self.rows[1]
        row[0] = row[0] * 0.5 + obs[3]
        copy = self.a.copy()
        copy[0] = 100.0
        o = obs
        o[0] = 7.0
        m = np.array([[1.0, 2.0], [3.0, 4.0]])
        m.T[0, 1] = obs[1]
        m[:, 0] *= 2.0
        self.rows[0], self.rows[1] = self.rows[1], self.rows[0]
        return float(
            self.a.sum() + self.box.v + self.box.items[0] + copy[3] + obs[0] + m.sum() + self.rows[0][0] - self.rows[1][1] * 2
        )
