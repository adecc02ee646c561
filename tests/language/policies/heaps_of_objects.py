"""Objects without an order behind a number that differs always: in heaps and sorted lists of tuples."""

import heapq
import itertools


class Event:
    def __init__(self, kind, size):
        self.kind, self.size = kind, size


class Policy:
    def __init__(self):
        self.queue = []
        self.order = itertools.count()
        self.t = 0

    def act(self, obs):
        self.t += 1
        event = Event("push" if obs[1] > 0 else "wait", obs[2])
        heapq.heappush(self.queue, (self.t + int(abs(obs[0]) * 3), next(self.order), event))
        u = 0.0
        while self.queue and self.queue[0][0] <= self.t:
            _, _, event = heapq.heappop(self.queue)
            u += event.size if event.kind == "push" else -1.0
        here = []
        for i, v in enumerate(obs):
            heapq.heappush(here, (int(2.0 * v), i, Event(str(i), v)))
        _, _, least = heapq.heappop(here)
        ranked = sorted(here, reverse=True)
        return u + 0.1 * least.size + 0.01 * ranked[0][2].size
