# action box:3; stream 10002186
# cpython: step 22 (tame): CPython [5.490693489522888, 2.5506934895228888, 2.745346744761444], expected [-0.5093065104771114, -3.4493065104771112, -0.25465325523
import math
from dataclasses import dataclass
from enum import Enum
import numpy as np

@dataclass
class Setting:
    pass

class Base:
    pass
SCALE = 2.94

class Policy:

    def method2(self, q3):
        pass

    def act(self, obs):
        v31 = np.log(np.abs(0.5 / (np.abs(np.arccosh(1.0 + np.abs(np.where(np.arange(2) * 0.1 < obs[5], obs[-1], np.linspace(-1.0, 2.5, 2))))) + 0.5)) + 0.5)
        k34 = np.array([-2.5 for x33 in np.dot(np.array([[2.4, -0.7, 4.13], [0.0, 0.0, -1.0], [4.4, 1.5573, -0.3]]) @ np.array([[-4.64, 3.15, 1.0], [-0.4, 0.5, -0.7], [3.25, -0.7, 3.25]]), np.full(3, -1.0))]) <= np.min(np.minimum(obs[3:6], 2.0)) + np.interp(min(math.exp(obs[2] * 90.0), 1000000000.0), [-1.25, 0.5, 1.0, 1.5], [SCALE, (lambda q32: obs[4])(SCALE), float('inf'), np.copysign(SCALE, obs[5])])
        return np.array([np.sum(v31) + np.sum(k34) + np.sum(k34), np.sum(k34) + -SCALE + np.sum(v31) + np.sum(k34), v31[-1] + np.sum(k34)])
