"""The members of an IntEnum are numbers in arrays and as indices."""

from enum import IntEnum

import numpy as np


class Joint(IntEnum):
    HIP = 0
    KNEE = 2
    FOOT = 1


class Policy:
    GAINS = np.array([0.5, 1.5, 2.5])

    def act(self, obs):
        target = self.GAINS * obs[:3]
        target[[Joint.HIP, Joint.KNEE]] += 0.25
        target[Joint.FOOT :] -= obs[0]
        order = np.array([Joint.KNEE, Joint.FOOT])
        return target.sum() + 3.0 * target[order][0] + order.sum() + np.array([Joint.FOOT, 0.5])[0]
