import numpy as np


class Policy:
    def act(self, obs):
        return np.fft.fft(obs)[0]
