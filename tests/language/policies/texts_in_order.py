import heapq


class Event:
    def __init__(self, t, kind):
        self.t = t
        self.kind = kind

    def __lt__(self, other):
        return (self.t, self.kind) < (other.t, other.kind)

    def __repr__(self):
        return f"Event({self.t}, {self.kind})"


class Policy:
    def __init__(self):
        self.q = []
        self.t = 0
        self.errors = []

    def handle(self, kind):
        return {"open": 1.0, "close": -1.0, "wait": 0.0}[kind]

    def act(self, obs):
        self.t += 1
        heapq.heappush(self.q, (self.t + int(abs(obs[0])), "open" if obs[1] > 0 else "close", self.t))
        if len(self.q) > 10:
            self.q = []
        out = 0.0
        while self.q and self.q[0][0] <= self.t:
            when, kind, _ = heapq.heappop(self.q)
            out += self.handle(kind)
        best = max([(int(obs[0]), "a"), (int(obs[1]), "b"), (int(obs[2]), "c")])
        ranked = sorted([(-int(obs[0]), "left"), (-int(obs[1]), "right")])
        try:
            if obs[3] > 1.5:
                raise ValueError(f"bad {obs[3]}")
        except ValueError as e:
            self.errors.append(str(e))
            self.errors = self.errors[-3:]
        return out + (10 if best[1] == "b" else 0) + (100 if ranked[0][1] == "left" else 0)
