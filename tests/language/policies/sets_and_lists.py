import bisect
import heapq
from collections import deque


class Policy:
    def __init__(self):
        self.seen = set()
        self.queue = []
        self.ring = deque([0.0, 1.0, 2.0], maxlen=3)
        self.sorted = []

    def act(self, obs):
        a, b = int(obs[0] * 2), int(obs[1] * 2)
        self.seen |= {a}
        self.seen.discard(b)
        other = {b, b + 1, 0}
        union, common, rest = self.seen | other, self.seen & other, other - self.seen
        self.queue.insert(0, float(obs[2]))
        self.queue = self.queue[:6]
        if len(self.queue) > 3:
            self.queue.reverse()
            self.queue.remove(max(self.queue))
            self.queue.sort(key=lambda v: -v)
        bisect.insort(self.sorted, float(obs[3]))
        if len(self.sorted) > 5:
            del self.sorted[0]
        self.ring.append(float(obs[0]))
        self.ring.rotate(1)
        names = ["x", "y", "z"]
        names.remove("y")
        static = {1, 2, 3} ^ {3, 4}
        where = bisect.bisect_left(self.sorted, 0.1)
        small = heapq.nsmallest(2, [float(v) for v in obs])
        merged = {"a": 1.0, **{"b": 2.0}} | {"c": 3.0}
        u = len(union) + 0.1 * len(common) + 0.01 * len(rest) + sum(self.queue) + self.ring[0] + 0.001 * where
        u += small[1] + len(static) + names.index("z") + self.queue.index(min(self.queue)) + merged["c"]
        return u + (0.5 if common <= union else 0.0) + self.queue.count(self.queue[0]) + [3, 1, 2].count(1)
