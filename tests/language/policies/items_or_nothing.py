class Policy:
    """`d.get(key, ())` where a list or a set is run through that may not be there."""

    def __init__(self):
        self.following = {}
        self.groups = {}
        self.fixed = {0: (1, 2), 1: (2, 3)}

    def reset(self):
        self.following.clear()
        self.groups.clear()

    def act(self, obs):
        a, b, c, d = (int(v) for v in obs)
        row = self.following.setdefault(a, [])
        if len(row) < 9:
            row.append(b)
        self.groups.setdefault(b, set()).add(c)
        u = 0.0
        for n in self.following.get(c, ()):
            u += n + 0.5
        u += len(self.groups.get(d, ())) + sum(self.following.get(d, ()))
        u += sum(2 * n for n in self.following.get(b, ()))
        return u + 0.1 * sum(self.fixed.get(c, ())) + len([n for n in self.following.get(7, ())])
