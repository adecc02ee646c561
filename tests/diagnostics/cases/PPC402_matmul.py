import numpy as np


class Policy:
    def act(self, obs):
        return (np.eye(3) @ obs)[0]
