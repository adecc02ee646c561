class State:
    def __init__(self, ctx):
        self.ctx = ctx
        self.ticks = 0
class Idle(State):
    def update(self, obs):
        self.ticks += 1
        self.ctx.total += 0.1
        if obs[0] > 0.8:
            self.ctx.state = Chase(self.ctx, obs[1])
        return 0.0
class Chase(State):
    def __init__(self, ctx, target):
        super().__init__(ctx)
        self.target = target
    def update(self, obs):
        self.ticks += 1
        if self.ticks > 6:
            self.ctx.state = Idle(self.ctx)
        return 0.3 * (self.target - obs[1]) + 0.01 * self.ctx.total
class Policy:
    def __init__(self):
        self.total = 0.0
        self.state = Idle(self)
    def act(self, obs):
        return self.state.update(obs)
