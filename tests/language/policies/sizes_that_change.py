class Counter:
    def __init__(self, most):
        self.most = most
        self.count = 0
        self.mode = 1

    def step(self):
        self.count += 1
        if self.count >= self.most:
            self.count = 0
        return self.count


class Policy:
    def __init__(self):
        self.level = 1
        self.phase = 2
        self.counter = Counter(3)
        self.spare = None
        self.several = [Counter(2)]

    def reset(self):
        self.level = 1
        self.phase = 5
        self.made = 3
        self.counter = Counter(3)
        self.spare = None
        self.several = [Counter(2)]

    def change(self, name, value):
        setattr(self, name, value)

    def act(self, obs):
        if obs[0] > 1.0:
            self.counter = Counter(5)
        elif obs[0] < -1.5:
            self.counter.most = 7
        if obs[1] > 1.0:
            self.change("level", 4)
        if obs[1] < -1.0:
            self.phase = 2
        if obs[2] > 1.2:
            setattr(self, "made", 8)
        if obs[2] > 1.5:
            self.spare = Counter(2) if obs[3] > 0.0 else Counter(4)
        if self.spare is not None:
            self.spare.mode, obs_mode = (self.spare.mode + 1) % 3, 1
        else:
            obs_mode = 0
        if len(self.several) < 4 and obs[3] > 1.5:
            self.several.append(Counter(self.counter.most))
        total = sum(c.step() * c.most for c in self.several)
        spare = 0 if self.spare is None else 10 * self.spare.most + self.spare.mode + self.spare.step()
        return 0.01 * (
            self.counter.step() + self.counter.most * 2 + self.level + self.phase * 3 + self.made + total + spare + obs_mode
        )
