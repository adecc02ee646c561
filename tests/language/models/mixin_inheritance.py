# 6 box:2 smooth
import numpy as np


class ClipMixin:
    LOW = -1.0
    HIGH = 1.0

    def clip(self, u):
        return np.minimum(np.maximum(u, self.LOW), self.HIGH)


class Base:
    name = "base"

    def __init__(self, n):
        self.n = n
        self._gain = np.ones(n)

    @property
    def gain(self):
        return self._gain

    @gain.setter
    def gain(self, value):
        self._gain = np.asarray(value, dtype=float)

    def compute(self, e, ed):
        raise NotImplementedError

    def __repr__(self):
        return f"{self.__class__.__name__}({self.n})"


class PDController(Base):
    name = "pd"

    def __init__(self, n, kd):
        super().__init__(n)
        self.kd = kd

    def compute(self, e, ed):
        return self.gain * e - self.kd * ed


class Policy(PDController, ClipMixin):
    def __init__(self):
        super().__init__(2, kd=0.2)
        self.gain = [1.5, 0.8]

    def act(self, obs):
        p, v, ref = obs[::3], obs[1::3], obs[2::3]
        return self.clip(self.compute(ref - p, v))
