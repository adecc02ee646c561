import math
import numpy as np


class TooLarge(Exception):
    pass


class Policy:
    def __init__(self):
        self.count = 0
        self.seen = {}
        self.rows = [[0.1, 0.2], [0.3, 0.4]]

    def reset(self):
        self.seen = {}

    def checked(self, v):
        if v > 1.5:
            raise TooLarge(f"{v} is too large")
        self.count += 1
        return math.sqrt(v)

    def look_up(self, key):
        try:
            return self.seen[key]
        except KeyError:
            self.seen[key] = 0.01 * len(self.seen)
            return -1.0

    def early(self, v):
        try:
            if v > 1.0:
                return 1 / (int(v) - 1)
            return 0.5
        except ZeroDivisionError:
            return -0.5
        finally:
            self.count += 10

    def nested(self, v):
        try:
            try:
                x = [1.0, 2.0, 3.0][int(v * 3)]
            except IndexError:
                x = 1 / int(v * 0.4)
            return x
        except ArithmeticError:
            return -3.0

    def passed_on(self, v):
        try:
            try:
                return 1 / int(v)
            finally:
                self.count += 100
        except ZeroDivisionError:
            return -0.75

    def act(self, obs):
        a = self.passed_on(obs[2])
        try:
            a += self.checked(obs[0])
            a += math.log(obs[1])
        except TooLarge:
            a = 2.0
        except ValueError as error:
            a -= 1.0
        else:
            a += 0.25
        total = 0.0
        for k in range(4):
            try:
                total += self.rows[int(obs[2]) + 1][k % 2] / int(obs[3] * 2 + k)
            except (IndexError, ZeroDivisionError):
                total -= 0.125
                continue
            if total > 0.5:
                break
        try:
            m = np.array([[obs[0], 1.0], [0.0, float(int(obs[1]))]])
            inverse = np.linalg.inv(m)[1, 1]
        except np.linalg.LinAlgError:
            inverse = 0.0
        try:
            b = obs["position"]
        except (IndexError, TypeError):
            b = obs[3]
        try:
            limit = self.limit
        except AttributeError:
            limit = 3.0
        try:
            n = int(1e200 * abs(obs[0]) * (1e200 if obs[1] > 2.0 else 0.0))
        except OverflowError:
            n = 7
        u = a + total + self.look_up(int(obs[2] * 2)) + self.early(obs[3]) + self.nested(obs[0])
        return u + 0.001 * self.count + inverse + b + limit + n
