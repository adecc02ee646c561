import numpy as np

MAP = np.array([list(row) for row in ("#..", ".G.")])


class Policy:
    def act(self, obs):
        return 1.0 if (MAP == "#")[int(obs[0] > 0), int(obs[1] > 0)] else 0.0
