# 6 box:1 smooth
import math


class SafeController:
    def __init__(self):
        self.cache = {}
        self.errors = 0
        self.last = 0.0

    def safe_div(self, a, b, default=0.0):
        try:
            return a / b
        except ZeroDivisionError:
            return default

    def safe_sqrt(self, x):
        try:
            return math.sqrt(x)
        except (ValueError, TypeError):
            self.errors += 1
            return 0.0

    def lookup(self, key):
        try:
            return self.cache[key]
        except KeyError:
            self.cache[key] = 0.1 * len(self.cache)
            return self.cache[key]

    def act(self, obs):
        try:
            ratio = self.safe_div(obs[0].item(), float(int(obs[1])))
            root = self.safe_sqrt(float(obs[2]))
            bucket = self.lookup(int(math.floor(float(obs[3]))) % 5)
            angle = math.acos(float(obs[4]))
        except Exception as e:
            angle = 0.0
            self.errors += 1
        else:
            self.last = angle
        finally:
            self.cache[99] = float(self.errors)
        u = 0.1 * ratio + 0.2 * root + bucket + 0.1 * angle + 0.001 * self.cache[99] + 0.05 * self.last
        return [max(-1.0, min(1.0, math.tanh(u)))]
