class State:
    name = "base"
    def __init__(self):
        self.ticks = 0
    def enter(self):
        self.ticks = 0
class Hover(State):
    name = "hover"
    def run(self, obs):
        self.ticks += 1
        return 0.1 * obs[0], "dive" if obs[0] > 1 else self.name
class Dive(State):
    name = "dive"
    def __init__(self):
        super().__init__()
        self.depth = 0.0
    def run(self, obs):
        self.ticks += 1
        self.depth += 0.1
        return -self.depth, "hover" if self.ticks > 5 else "dive"
class Policy:
    def __init__(self):
        self.states = {"hover": Hover(), "dive": Dive()}
        self.current = self.states["hover"]
    def act(self, obs):
        u, name = self.current.run(obs)
        if name != self.current.name:
            self.current = self.states[name]
            self.current.enter()
        return u + 0.001 * self.states["dive"].depth
