class Policy:
    def __init__(self):
        self.pattern = "LRLSR"
        self.i = 0
        self.plan = list("UDLR")
        self.name = "start"

    def reset(self):
        self.name = "reset"

    def act(self, obs):
        step = self.pattern[self.i % len(self.pattern)]
        self.i += 1
        try:
            pos = self.pattern.index(step, 2)
        except ValueError:
            pos = -1
        try:
            k = int(step)
        except ValueError:
            k = 7
        c = "abc" if obs[0] > 0 else "12"
        try:
            num = int(c)
        except ValueError:
            num = -5
        try:
            d = {"abc": 1.0}[c]
        except KeyError:
            d = 3.0
        if self.name == "reset" and obs[1] > 0.7:
            self.name = "moved" + c
        if self.name.endswith("abc"):
            d += 50
        rest = self.plan[:]
        rest.remove("L")
        head, *tail = "x y z".split()
        tail = tail + [head]
        v = {"L": -1, "R": 1}.get(step, 0)
        u = ord(step) - ord("A")
        return (
            pos
            + k
            + num
            + d
            + v
            + u * 0.01
            + len(rest)
            + (1 if tail[-1] == "x" else 0)
            + (c * 2).count("1")
            + len(c[1:])
            + c.find("c")
        )
