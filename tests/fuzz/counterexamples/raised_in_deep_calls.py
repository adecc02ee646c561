# action box:3; stream 3000593
# compiler: RecursionError; each statement of a function called in a try looked again at whether something was raised
import math

import numpy as np


class Policy:
    def __init__(self):
        self.rng = np.random.RandomState(79)
        self.log = 0
        self.done = 0

    def inverse(self, x):
        self.log += 1
        y = 1.0 / x
        self.log += 2
        return y

    def root(self, x):
        y = self.inverse(x) if x > -1.0 else math.sqrt(x)
        self.log += 4
        return y + self.inverse(x - 1.0)

    def total(self, values):
        s = 0.0
        for v in values:
            s += self.root(v)
            self.log += 8
        return s

    def both(self, a, b):
        return self.inverse(a) + self.root(b) if a > 0.5 else self.root(a) - self.inverse(b)

    def act(self, obs):
        whole = [float(int(x) % 3) for x in np.clip(obs, -50.0, 50.0)]
        try:
            e = float(self.log) / float(4 - int(self.rng.randint(7))) + math.acos(np.polyfit(np.arange(4.0), obs[1:5], 1)[0] * 0.1)
        except (ZeroDivisionError, ValueError):
            e = 0.001
        try:
            a = self.total(whole[:2]) + self.both(whole[2], whole[3])
            self.done += 1
        except ZeroDivisionError:
            a = -1.0
            try:
                a += self.both(float(obs[4]), whole[5])
            except ArithmeticError:
                self.done += 100
            except ValueError:
                self.done += 1000
        except ValueError:
            a = -2.0
        finally:
            self.log += 16
        return e, a, self.log + 0.001 * self.done
