"""Slices that have names: of a class, of the module, in tables, chosen at run time."""

import numpy as np

TAIL = slice(-2, None)


class Layout:
    POSITION = slice(0, 2)
    VELOCITY = slice(2, 4)


class Policy:
    HEAD = slice(2)

    def __init__(self):
        size = 2
        self.parts = {"near": slice(0, size), "far": slice(size, 2 * size), "odd": slice(1, None, 2)}
        self.legs = [slice(2 * leg, 2 * leg + 2) for leg in range(2)]
        self.corner = np.s_[:2, 1]
        self.gain = 0.05 * size
        self.watched = Layout.POSITION

    def act(self, obs):
        if obs[0] > 0.5:
            self.watched = Layout.VELOCITY
        elif obs[1] < -0.5:
            self.watched = Layout.POSITION
        out = np.zeros(4)
        for leg in self.legs:
            out[leg] = obs[leg] - obs[leg].mean()
        out[Layout.VELOCITY] *= 0.5
        chosen = self.legs[int(abs(obs[2]) * 3.0) % 2]
        first = int(abs(obs[3])) % 3
        moving = obs[slice(first, first + 2)]
        table = np.outer(obs, obs)[self.corner]
        total = sum(obs[part].sum() for part in self.parts.values()) + obs[self.parts["odd"]][0]
        width = Layout.VELOCITY.stop - Layout.VELOCITY.start
        items = list(obs)[self.HEAD] + list(obs)[TAIL]
        same = 1.0 if self.watched == slice(0, 2) else 0.0
        return self.gain * (
            out[3] + obs[self.watched][1] + obs[chosen].sum() + moving.sum() + 0.1 * table.sum() + total + width + items[2] + same
        )
