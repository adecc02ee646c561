import numpy as np

class Policy:
    def __init__(self):
        self.k = load_gains("x")
        self.gain = 1.5
        self.ok = np.zeros(4)
        self.bad = np.fancy_thing(3)

    def helper(self, x):
        y = x.undefined_attr
        return y + 1

    def act(self, obs):
        a = self.k + 1
        b = obs[0] * self.gain
        if obs[0] > missing:
            c = undefined_name
        else:
            c = 2
        names = [i for i in obs if i > "a"]
        d = self.helper(b)
        self.ok[9] = 1.0
        return b + c + d
