from collections import defaultdict


class Policy:
    def __init__(self):
        self.q = {}
        self.counts = defaultdict(int)
        self.seen = set()
        self.last = None
        self.message = ""
        self.label = None
        self.log = []
        self.names = {"0,0": 7.0, "1,0": 8.0}
        self.path = []

    def key(self, obs):
        return f"{int(obs[0] * 2)},{int(obs[1] * 2)}"

    def act(self, obs):
        key = self.key(obs)
        if key not in self.q:
            self.q[key] = [0.0, 0.0]
        values = self.q[key]
        out = 0.0
        if self.last is not None:
            before, choice = self.last
            old = self.q[before][choice]
            self.q[before][choice] = old + 0.5 * (obs[2] + 0.9 * max(values) - old)
            if before == key:
                out += 10.0
        choice = 0 if values[0] >= values[1] else 1
        self.last = (key, choice)
        self.counts["%d|%s" % (int(obs[2]), int(obs[3] * 2))] += 1
        state = str((int(obs[0]), int(obs[3])))
        out += self.counts[f"{int(obs[2])}|{int(obs[3] * 2)}"]
        if state in self.seen:
            out += 100.0
        self.seen.add(state)
        self.message = f"key {key}" if obs[2] > 0 else "nothing"
        if obs[3] > 0:
            self.label = f"n={int(obs[0])}"
        if self.label is not None and self.label == "n=1":
            out += 1000.0
        self.log.append("at " + key + " " + state)
        if len(self.log) > 20:
            self.log = []
        out += self.names.get(key, 0.5)
        trail = "-".join([str(int(obs[0])), str(int(obs[1])), "end"])
        if trail == "1--1-end" or trail in ("0-0-end", "x"):
            out += 5000.0
        self.path = [key] + self.path[:2]
        if self.path.count(key) > 1:
            out += 0.25
        return out + choice
