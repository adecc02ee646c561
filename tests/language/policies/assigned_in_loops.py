import numpy as np


class Policy:
    def __init__(self):
        self.phase = np.zeros(3)

    def act(self, obs):
        for _ in range(60):
            self.phase = 0.9 * self.phase + 0.1 * obs[:3]
            y = np.tanh(self.phase)
        for k in range(40):
            if obs[k % 4] > 1.0:
                z = obs[k % 4]
                break
            z = 0.1 * k
        for k in range(50):
            if obs[0] > 0.5:
                w = 1.0
                continue
            w = float(k)
        return y.sum() + 0.1 * z + 0.01 * w
