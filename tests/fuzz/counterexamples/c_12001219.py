# action box:2; stream 12001219
# c: step 24 (tame): action [-0.999999999, -0.0], expected [-0.999999999, 0.0]; status 0, expected 0
import math
from collections import deque
import numpy as np

SCALE = 0.0

class Policy:

    def __init__(self):
        self.t2 = 0.1

    def act(self, obs):
        o4, o5, o6, o7, o8, o9 = obs
        v10 = np.full(12, 0.57) * np.sort(np.zeros(12) * np.ones(12) - (np.zeros(12) > o8) * 1.0)
        return (o7 + -o6 + v10[-1], o5 + -SCALE + v10[-1])
