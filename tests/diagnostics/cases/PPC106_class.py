import numpy as np


class Policy:
    def act(self, obs):
        try:
            return 1.0 / int(obs[0])
        except np.float64:
            return 0.0
