class Track:
    def __init__(self, at):
        self.at, self.age = at, 0


class Wall(Track):
    def push(self):
        return 2.0


class Policy:
    def __init__(self):
        self.tracks = [Track(-0.5), Wall(0.0), Track(0.5)]

    def act(self, obs):
        near = [t for t in self.tracks if abs(t.at - obs[0]) < 0.4]
        for t in near:
            t.age += 1
        return 0.01 * sum(t.age for t in self.tracks)
