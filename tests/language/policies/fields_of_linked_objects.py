class Base:
    kind = 1

    def __init__(self, v):
        self.v = v
        self.kids = []

    @property
    def double(self):
        return 2 * self.v


class Node(Base):
    count = 0

    def __init__(self, v, parent=None):
        super().__init__(v)
        self.parent = parent
        if parent is not None:
            parent.kids.append(self)

    def depth(self):
        d = 0
        n = self
        while n.parent:
            n = n.parent
            d += 1
        return d


class Policy:
    def act(self, obs):
        root = Node(obs[0])
        cur = root
        for i in range(6):
            cur = Node(obs[i % 4] + i, cur if obs[i % 4] > 0 else root)
            if obs[1] > 0.5:
                cur.mark = i
        kids = root.kids
        kids.append(cur)
        s = 0.0
        for k in root.kids:
            s += k.double * (1 + k.depth())
            s += getattr(k, "mark", -1)
            if hasattr(k, "mark"):
                s += 0.5
        last = kids[-1]
        last.v += 10
        return s + cur.v + len(root.kids) + isinstance(cur, Base) + (root is cur.parent)
