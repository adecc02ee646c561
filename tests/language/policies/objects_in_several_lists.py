"""Objects in filtered, sorted and rebuilt lists are the objects themselves, whichever list they are changed through."""


class Track:
    gain = 0.5

    def __init__(self, x, note=None):
        self.x = x
        self.note = note
        self.age = 0
        self.hits = [0, 0]

    def cost(self, obs):
        return abs(self.x - obs[0]) * self.gain

    def seen(self, x):
        self.x += 0.5 * (x - self.x)
        self.age = 0


class Policy:
    def __init__(self):
        self.fixed = [Track(0.1), Track(0.5, 1.0), Track(-0.3), Track(-1.0, 0.2)]
        self.tracks = []
        self.last = None

    def associate(self, obs):
        best, nearest = None, 0.4
        for track in self.tracks:
            track.age += 1
            if abs(track.x - obs[1]) < nearest:
                best, nearest = track, abs(track.x - obs[1])
        if best is not None:
            best.seen(obs[1])
        elif len(self.tracks) < 12:
            self.tracks.append(Track(obs[1]))
        self.tracks = [t for t in self.tracks if t.age < 8]
        oldest = sorted(self.tracks, key=lambda t: -t.age)[0]
        oldest.x *= 0.9

    def act(self, obs):
        self.associate(obs)
        ranked = sorted(self.fixed, key=lambda t: t.cost(obs))
        first, second = ranked[0], ranked[1]
        first.age += 1
        if second.note is None:
            second.note = obs[2]
        if self.last is first:
            first.x += 0.01
        self.last = first
        at = self.fixed.index(second)
        near = [t for t in self.fixed if t.cost(obs) < 0.3]
        if first in near:
            near.remove(first)
        for t in near:
            t.hits[at % 2] += 1
        self.fixed[0], self.fixed[at] = self.fixed[at], self.fixed[0]
        groups = {True: [], False: []}
        for t in self.fixed:
            groups[t.x > 0.0].append(t)
        for t in groups[True]:
            t.x -= 0.002
        total = sum(t.x + 0.01 * t.age for t in self.tracks)
        return total + sum(t.x * (t.hits[0] - t.hits[1]) + 0.01 * t.age for t in self.fixed) + 0.1 * (self.fixed[0].note or 0.0)
