import numpy as np


class Policy:
    """np.take beyond the ends, and np.cross of rows."""

    def act(self, obs):
        k = int(obs[0] * 3)
        around = np.take(obs, k, mode="wrap") + np.take(obs, [k - 1, k + 1], mode="wrap").sum()
        ends = np.take(obs, np.arange(k, k + 3), mode="clip")
        feet = np.array([[1.0, 0.5, 0.0], [-1.0, 0.5, obs[3]]])
        moments = np.cross(feet, obs[:3])
        turned = np.cross(obs[1:], feet)
        return around + ends @ [1.0, 2.0, 3.0] + moments[0, 1] + 2.0 * moments[1].sum() + turned[1, 2]
