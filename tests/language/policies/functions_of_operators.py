"""Operators as functions, comparisons as keys, and the functions of math of integers, angles and sequences."""

import functools
import math
import operator

TESTS = {">": operator.gt, "<": operator.lt, ">=": operator.ge}
RULES = [(0, ">", 0.9, 0.4), (1, "<", -0.9, -0.4), (2, ">=", 0.0, 0.1)]


def by_distance(a, b):
    if abs(a[0]) != abs(b[0]):
        return -1 if abs(a[0]) < abs(b[0]) else 1
    return a[1] - b[1]


class Policy:
    def __init__(self):
        self.ways = math.perm(4, 2) + math.lcm(4, 6)
        self.largest = operator.methodcaller("max")

    def act(self, obs):
        push = next((u for i, name, limit, u in RULES if TESTS[name](obs[i], limit)), 0.0)
        near = [(x, i) for i, x in enumerate(obs) if operator.not_(x > 1.5)]
        near.sort(key=functools.cmp_to_key(by_distance))
        worst = sorted(((round(x), i) for i, x in enumerate(obs)), key=functools.cmp_to_key(by_distance), reverse=True)
        size = functools.cmp_to_key(lambda a, b: abs(a) - abs(b))
        far = max(obs, key=size) + min(obs, key=size)
        a, b = int(1000.0 * abs(obs[0])), int(500.0 * obs[1])
        n, k = int(3.0 * abs(obs[2])), int(3.0 * abs(obs[3]))
        whole = math.gcd(a, b, 12) + 1e-5 * math.lcm(a, b) + 0.01 * math.isqrt(a) + 1e-9 * math.isqrt(a * 10**13)
        whole += 1e-6 * math.comb(n + 20, k) + 0.01 * math.perm(n + 3, k) + 0.001 * math.factorial(n)
        turned = math.remainder(7.0 * obs[0], 2.0 * math.pi) + math.remainder(-obs[1], 0.5) + math.remainder(2.5 * k, 1.0)
        some = [x for x in obs if x > 0.0]
        many = math.prod(some) + math.fsum(some) + math.prod(1.0 - 0.1 * x for x in obs) + math.prod([2, 3])
        rest = self.largest(obs) + operator.abs(obs[0]) + sum(map(operator.mul, obs, [1.0, 2.0, 3.0, 4.0]))
        rest += operator.contains((0, 1), n) + operator.getitem(obs, 2) + operator.lshift(1, 2) + (operator.is_(None, None))
        python = float(obs[1])
        either = (obs[0] > 0.0) + (python > 0.0)  # one bool, as NumPy adds them
        first = near[0][1] if near else -1
        return 0.01 * (push + first + worst[0][1] + worst[2][1] + far + whole + turned + many + rest + either + self.ways)
