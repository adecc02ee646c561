"""Sequences of run-time length in displays, ranges in variables, generator expressions that are unpacked, shallow copies."""

import copy

import numpy as np


class Filter:
    def __init__(self, gain):
        self.gain = gain
        self.value = 0.0
        self.past = [0.0, 0.0]

    def __call__(self, x):
        self.value += self.gain * (x - self.value)
        self.past[0] = x
        return self.value


class Policy:
    def __init__(self):
        self.points = [0.3, -0.7, 1.1, 0.2, -0.4, 0.9]
        self.reset()

    def reset(self):
        self.filters = [Filter(0.1), Filter(0.5)]
        self.seen = []
        self.order = range(3)

    def near(self, k):
        return [i for i in range(len(self.points)) if abs(i - k) < 2 and self.points[i] > -0.5]

    def act(self, obs):
        k = int(abs(obs[0]) * 4) % 6
        a, b = (f(v) for f, v in zip(self.filters, (obs[0], obs[1])))
        total = sum(self.points[i] for i in [k, *self.near(k)])
        both = (*self.near(k), 7, *self.near(5 - k), k)
        union = {k, *self.near(k)}
        if obs[1] > 0:
            turns = range(len(both))
        else:
            turns = range(k, -1, -1)
        for i in turns:
            total += 0.01 * i * i
        window = range(6) if obs[2] > 0 else [(k + d) % 6 for d in range(-2, 2)]
        best = min(window, key=lambda i: (self.points[i] - obs[0]) ** 2)
        step = 1 if obs[0] > 0 else -2
        total += sum(j for j in range(3 * step, 5 * step, step)) + len(range(k, 9, 2))
        self.order = range(2, -1, -1) if obs[2] > 0.5 else range(k % 3)
        for i in self.order:
            total += 0.1 * i
        one = copy.copy(self.filters[k % 2])
        one.value += 1.0
        two = copy.copy(self.filters[0] if obs[0] > 0 else self.filters[1])
        two(0.5)
        self.seen.append(best)
        self.seen = self.seen[-4:]
        xs, ys, zs = np.meshgrid([0.0, 1.0], np.array([obs[0], 2.0, 3.0]), np.arange(2), indexing="ij")
        us, vs, ws = np.meshgrid([0.0, 1.0], np.array([obs[0], 2.0, 3.0]), np.arange(2))
        cube = float((xs + 2 * ys + 3 * zs)[1, 2, 1] + (us * vs - ws)[2, 1, 1])
        return total + a - b + one.value + two.value + len(union) + sum([*self.seen, best]) + cube + sum(both)
