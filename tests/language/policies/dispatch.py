class Seek:
    def __init__(self, gain):
        self.gain = gain
        self.ticks = 0

    def step(self, x):
        self.ticks += 1
        return self.gain * x


class Hold:
    level = 0.25

    def __init__(self):
        self.ticks = 0

    def step(self, x):
        self.ticks += 2
        return self.level - 0.1 * x


class Policy:
    def __init__(self):
        self.mode = "near"
        self.near = self.far = 0
        self.table = {"near": self.do_near, "far": self.do_far}
        self.skills = [Seek(1.5), Hold(), Seek(0.5)]
        self.index = 0

    def do_near(self, x):
        self.near += 1
        if x > 0.7:
            self.mode = "far"
        return 0.5 * x

    def do_far(self, x):
        self.far += 1
        if x < -0.7:
            self.mode = "near"
        return -x

    def act(self, obs):
        u = self.table[self.mode](obs[0])
        u += getattr(self, "do_" + self.mode)(obs[1])
        skill = self.skills[self.index]
        if obs[2] > 1.0:
            self.index = (self.index + 1) % len(self.skills)
            skill = self.skills[self.index]
            skill.ticks = 0
        u += skill.step(obs[3]) + (0.125 if isinstance(skill, Hold) else 0.0)
        setattr(self, "last", u)
        ticks = sum(s.ticks for s in self.skills)
        return self.last + 0.01 * self.near - 0.02 * self.far + 0.001 * ticks + getattr(self, "missing", 0.5)
