"""What two fields share is not changed in place; what lies beside it in the same object is."""

import numpy as np


class Oscillator:
    def __init__(self, lags):
        self.lags = np.asarray(lags, dtype=float)
        self.phase = self.lags.copy()
        self.turns = [0.0, 0.0]

    def step(self, rate):
        pull = np.sin(self.phase[::-1] - self.phase - self.lags)
        self.phase = np.mod(self.phase + 0.1 * (rate + pull), 2.0 * np.pi)
        self.turns[0] += 1.0
        return np.sin(self.phase)


class Policy:
    def __init__(self):
        self.lags = np.array([0.0, 1.0, 2.5])
        self.reset()

    def reset(self):
        self.oscillator = Oscillator(self.lags)
        self.table = {"own": [1.0, 2.0], "shared": self.lags}

    def act(self, obs):
        wave = self.oscillator.step(obs[0])
        self.table["own"][1] += obs[1]
        if obs[2] > 0.5:
            self.lags = self.lags + 0.1 * obs[2]
        return wave.sum() + self.table["own"][1] + self.table["shared"][2] + self.lags[1] + self.oscillator.turns[0]
