import numpy as np


@np.vectorize
def gain(x):
    return 2.0 * x


class Policy:
    def act(self, obs):
        return gain(obs[0])
