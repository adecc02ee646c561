# action box:4; stream 70000513
# cpython: step 9 (whole): CPython [-0.2795, 0.0, -0.7795000000000001, -0.2795], expected [-0.2795, -0.0, -0.7795000000000001, -0.2795]
import numpy as np


class Policy:
    def act(self, obs):
        parts = np.fmod(obs, 1.0)
        return [0.0, np.nanmax(parts), np.nanmin(parts), np.fmax(parts[0], parts[1])]
