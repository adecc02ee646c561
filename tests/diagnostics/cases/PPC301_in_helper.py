import numpy as np


def spread(step):
    return np.arange(0.0, 1.0, step).mean()


class Policy:
    def act(self, obs):
        return spread(obs[0])
