# 5 box:2 smooth
import math
import numpy as np


class ControlError(Exception):
    pass


class Policy:
    def __init__(self):
        self.fail = 0
        self.log = []
        self.modes = ["a", "b", "c"]

    def risky(self, v):
        if v > 1.0:
            raise ControlError("too large")
        if v < -1.0:
            raise ValueError
        return math.log(v + 1.5)

    def act(self, obs):
        a = b = 0.0
        try:
            a = self.risky(obs[0])
            b = 1 / int(obs[1])
        except ControlError as err:
            self.fail += 1
            a = 0.5
        except (ValueError, ZeroDivisionError):
            self.fail += 2
            a -= 0.5
        except Exception:
            a = 9.0
        else:
            a += 0.01
        finally:
            self.fail = min(self.fail, 1000)
        for k in range(3):
            try:
                i = int(obs[2] * 2)
                if i == k:
                    continue
                b += [0.1, 0.2, 0.3][i]
                if k == 1:
                    break
            except IndexError:
                b -= 0.05
        try:
            mode = self.modes[int(obs[3])]
        except IndexError:
            mode = "c"
        c = {"a": 0.1, "b": 0.2, "c": 0.3}[mode]
        return [a * 0.1 + 0.001 * self.fail, b + c]
