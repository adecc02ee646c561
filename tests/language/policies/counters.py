from collections import Counter

COMMON = Counter((0, 0, 1)) & Counter((0, 1, 1))
EITHER = Counter((0, 0, 1)) | Counter((0, 1, 1))


class Policy:
    """Counters are added, subtracted, intersected and united; counts that come out at zero or less are left out."""

    def __init__(self):
        self.all = Counter()
        self.stock = Counter({0: 3, 1: 5})

    def act(self, obs):
        now = Counter(int(v) for v in obs)
        self.all += now
        self.stock -= now
        self.stock |= Counter([0, 0, 2])
        both, either = self.all & now, self.all | now
        left = self.all - both
        signed = Counter(now)
        signed.subtract({1: 1, 0: 2})
        signed.subtract([int(obs[0]), 7])
        debts = now - Counter({0: -2, 5: -1})
        if self.all.total() > 40:
            self.all -= Counter(dict.fromkeys(range(-3, 4), 6))
        first = next(iter(left), 9)
        named = Counter("abca", b=2) + Counter(c=1)
        u = sum(both.values()) + 0.1 * sum(either.values()) + 0.01 * sum(signed.values()) + signed[7] + debts[0] + debts[5]
        u += named["a"] + 0.5 * named["b"] + len(COMMON) + EITHER[0] + 0.3 * len(self.stock) + 0.001 * len(now)
        return u + self.all[1] + len(self.all) + 0.1 * first + self.stock[0]
