"""Tuples, deques and slices of run-time length: columns of a history, plans turned around, windows cut from lists."""

from collections import OrderedDict, deque

ROUTES = [(1, 2), (3,), (2, 0, 1)]


class Policy:
    def __init__(self):
        self.history = []
        self.window = deque(maxlen=5)
        self.plan = deque()
        self.trace = ()
        self.recent = OrderedDict()
        self.taps = [0.0] * 4
        self.left = [0, 1, 2, 3]
        self.log = []
        self.kinds = {1, 2}

    def path(self, n):
        cells = []
        for i in range(n):
            cells.append(i * i)
        return cells

    def act(self, obs):
        k = int(abs(obs[0]) * 3.0)
        self.history.append((obs[0], obs[1], k))
        self.window.append([obs[2], obs[3]])
        xs, ys, ks = zip(*self.history[-10:])
        us, vs = zip(*self.window)
        out = sum(xs) / len(xs) - max(ys) + ks[-1] + us[0] * vs[-1]
        if not self.plan:
            self.plan = deque(reversed(self.path(k)))
        out += 0.1 * self.plan.popleft() if self.plan else 0.0
        out += sum(deque(self.path(k), maxlen=2)) + len(deque(self.path(k)[::-1]))
        self.trace = (self.trace + (k,))[-3:]
        out += sum(self.trace) + self.trace[0]
        near = tuple(x for x in obs if abs(x) < 1.0)
        out += len(near) + (near[-1] if near else 0.0) + (1.0 if isinstance(near, tuple) else 0.0)
        best = ()
        for x in obs:
            if x > 1.5:
                best = (x, 0.5)
        out += best[0] * best[1] if best else 0.0
        self.taps[1:] = self.taps[:-1]
        self.taps[0] = obs[1]
        self.log.append(k)
        if len(self.log) > 9:
            del self.log[:-5]
        self.log[2:4] = [k, k + 1, k + 2]
        if len(self.log) > 20:
            self.log[:] = []
        if not self.left:
            self.left = [0, 1, 2, 3]
        out += self.left.pop(k % len(self.left))
        if k in self.recent:
            self.recent.move_to_end(k)
        self.recent[k] = obs[3]
        if len(self.recent) > 3:
            oldest, value = self.recent.popitem(last=False)
            out += oldest + value
        newest, value = self.recent.popitem()
        self.recent[newest] = 0.5 * value
        out += 1.0 if isinstance(self.kinds, set) and not isinstance(self.kinds, dict) else 0.0
        route = ROUTES[k % 3]
        out += route[0] + sum(route) * len(route)
        steps = (0,)
        while steps[-1] < k:
            steps = steps + (steps[-1] + 1,)
        out += len(steps) + (1.0 if steps == (0, 1, 2) else 0.0) + (1.0 if self.path(k) == [0, 1] else 0.0)
        return 0.01 * (out + sum(self.taps) + sum(self.log))
