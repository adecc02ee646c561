# 1 discrete:4 lake
"""Learns transition counts across steps and replans by value iteration."""
import numpy as np
from collections import defaultdict


class Policy:
    HOLES = {19, 29, 35, 41, 42, 46, 49, 52, 54, 59}
    GOAL = 63

    def __init__(self):
        self.counts = {}
        for s in range(64):
            for a in range(4):
                self.counts[(s, a)] = {}
                for b in ((a - 1) % 4, a, (a + 1) % 4):
                    ns = self.shift(s, b)
                    self.counts[(s, a)][ns] = self.counts[(s, a)].get(ns, 0.0) + 1.0
        self.V = [0.0] * 64
        self.last = None
        self.plan(60)

    def shift(self, s, a):
        r, c = s // 8, s % 8
        if a == 0:
            c = max(0, c - 1)
        elif a == 1:
            r = min(7, r + 1)
        elif a == 2:
            c = min(7, c + 1)
        elif a == 3:
            r = max(0, r - 1)
        return r * 8 + c

    def q(self, s, a):
        total = sum(self.counts[(s, a)].values())
        value = 0.0
        for ns, n in self.counts[(s, a)].items():
            r = 1.0 if ns == self.GOAL else 0.0
            v = 0.0 if ns in self.HOLES or ns == self.GOAL else self.V[ns]
            value += n / total * (r + 0.99 * v)
        return value

    def plan(self, sweeps):
        for _ in range(sweeps):
            for s in range(64):
                if s in self.HOLES or s == self.GOAL:
                    continue
                self.V[s] = max(self.q(s, a) for a in range(4))

    def act(self, obs):
        s = int(obs[0])
        if self.last is not None:
            self.counts[self.last][s] = self.counts[self.last].get(s, 0.0) + 1.0
        self.plan(1)
        a = max(range(4), key=lambda k: self.q(s, k))
        self.last = (s, a)
        return a
