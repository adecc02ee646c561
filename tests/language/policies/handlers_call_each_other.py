class Policy:
    """Handlers of a state machine that go on to each other in the same step, and recursion that numbers of the step end."""

    def __init__(self):
        self.state = "search"
        self.phase = 0
        self.switches = 0

    def _search(self, obs):
        if abs(obs[0]) < 0.5:
            self.state = "track"
            self.switches += 1
            return self._track(obs)
        return 1.0

    def _track(self, obs):
        if abs(obs[0]) > 1.0:
            self.state = "search"
            self.switches += 1
            return self._search(obs)
        return -obs[0]

    def step(self, obs):
        if self.phase == 0:
            if obs[1] > 0.8:
                self.phase = 1
                return self.step(obs)
            return 0.25, "wait"
        if self.phase == 1:
            if obs[1] < 0.0:
                self.phase = 2
                return self.step(obs)
            return 0.5, "go"
        if obs[2] > 0.0:
            self.phase = 0
            return self.step(obs)
        return 0.75, "stop"

    def divisor(self, a, b):
        return a if b == 0 else self.divisor(b, a % b)

    def halvings(self, x):
        if x < 0.1:
            return 0
        return 1 + self.halvings(x / 2)

    def act(self, obs):
        u = getattr(self, "_" + self.state)(obs)
        v, name = self.step(obs)
        n = int(abs(obs[3]) * 10)
        return u + v + 0.001 * self.switches + self.divisor(n, 12) + self.halvings(abs(obs[0])) + (5 if name == "go" else 0)
