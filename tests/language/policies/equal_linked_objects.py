class Item:
    def __init__(self, w, nxt):
        self.w = w
        self.nxt = nxt

    def __eq__(self, other):
        return isinstance(other, Item) and self.w == other.w

    def __hash__(self):
        return hash(self.w)


class Policy:
    def __init__(self):
        self.head = None
        self.n = 0
        self.best = None

    def reset(self):
        self.head = None
        self.n = 0
        self.best = None

    def act(self, obs):
        if self.n < 200:
            self.head = Item(int(obs[0] * 3), self.head)
            self.n += 1
        seen = set()
        it = self.head
        c = 0
        while it is not None and c < 10:
            if it not in seen:
                seen.add(it)
            c += 1
            it = it.nxt
        if self.best is None or self.head.w > self.best.w:
            self.best = self.head
        a, b = self.head, self.head.nxt
        if b is not None:
            a.w, b.w = b.w, a.w
        return len(seen) + 0.1 * self.best.w + (self.best == self.head) + 10 * (self.best is self.head)
