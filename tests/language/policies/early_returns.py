import math


def find(values, limit):
    for i, v in enumerate(values):
        if v > limit:
            if i == 2:
                continue
            return i
        if v < -limit:
            break
    else:
        return 10
    return -1


def nested(a, b):
    for i in range(5):
        for j in range(4):
            if i * a + j * b > 3.0:
                return i * 10 + j
        if a > b and i > 2:
            break
    return 99


class Policy:
    def act(self, obs):
        x, y, z, w = obs
        if x > 1.5:
            if y > 0:
                return find(obs, 0.5) + 0.25
            z = z + 1
        elif x < -1.5:
            return nested(y, z)
        t = 0
        while t < 20:
            z = z * 0.9 + 0.1
            if z > w:
                break
            t += 1
        else:
            z = -z
        return math.sin(z) + t + nested(x, y) * 0.01 + find((x, y, z), w)
