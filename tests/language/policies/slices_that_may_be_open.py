from collections import deque
from enum import IntEnum

import numpy as np


class First(IntEnum):
    LEFT = 0
    RIGHT = 2


class Cut:
    def __init__(self, at):
        self.at = at

    def __index__(self):
        return self.at


def first_above(values, limit):
    for i in range(4):
        if values[i] > limit:
            return i
    return None


def widest(free):
    best = (0, 0)
    start = None
    for i, is_free in enumerate(free):
        if is_free and start is None:
            start = i
        elif not is_free and start is not None:
            if i - start > best[1] - best[0]:
                best = (start, i)
            start = None
    return best


class Policy:
    def __init__(self):
        self.hit = None
        self.recent = deque(maxlen=5)
        self.log = []
        self.window = slice(None, None)

    def reset(self):
        self.hit = None

    def act(self, obs):
        if obs[0] > 1.5:
            self.hit = int(np.argmax(obs))
        elif obs[0] < -1.5:
            self.hit = None
        x = obs.copy()
        x[: self.hit] *= 2.0
        if self.hit is not None:
            x[self.hit :] = 0.5
        total = x.sum()

        end = first_above(obs, 0.7)
        total += obs[:end].sum()
        total += obs[end:].sum()
        total += obs[-1:end].sum() if end is not None else obs[1:end].sum()
        grid = obs.reshape(2, 2)
        half = None if obs[1] > 0.0 else -1
        total += grid[:half, half:].sum() + grid[[1, 0], half:].sum()
        start, stop = widest(obs > 0.0)
        total += obs[start:stop].sum()

        self.recent.append(obs[1])
        self.log.append(obs[2])
        if len(self.log) > 6:
            del self.log[:half]
        total += sum(self.log[end:]) + sum(list(self.recent)[:end])
        span = slice(half, None)
        total += obs[span].sum() + obs[slice(end)].sum()

        side = First.LEFT if obs[2] > 0.0 else First.RIGHT
        total += obs[side:].sum() + obs[First.RIGHT :].sum() + obs[Cut(3) :].sum() + obs[: np.argmax(obs[:3])].sum()

        low = None if obs[0] > 0.0 else -0.5
        high = 0.4 if obs[1] > 0.0 else None
        total += np.clip(obs, low, high).sum() + np.clip(obs[2], low, 1.0) + obs.clip(-1.0, high)[3] + np.clip(obs[3], low, high)
        return 0.1 * total
