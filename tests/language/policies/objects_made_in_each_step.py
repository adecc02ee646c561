"""Objects that are made in each step, and kept in several lists and fields for a while: their places are used again."""


class Spark:
    def __init__(self, x, kind):
        self.x = x
        self.kind = kind
        self.trail = [x]
        self.life = 0


class Policy:
    def __init__(self):
        self.base = [Spark(0.0, "base"), Spark(1.0, "base")]
        self.sparks = list(self.base)
        self.by_kind = {}
        self.favourite = None
        self.pair = (self.base[0], self.base[1])
        self.t = 0

    def act(self, obs):
        self.t += 1
        for k in range(1 + int(abs(obs[0]) * 2) % 3):
            self.sparks.append(Spark(obs[1] + 0.1 * k, "hot" if obs[2] > 0 else "cold"))
        for s in self.sparks:
            s.life += 1
            s.x *= 0.99
            s.trail.append(s.x)
            if len(s.trail) > 3:
                s.trail.pop(0)
        self.sparks = [s for s in self.sparks if s.life < 12 and abs(s.x) > 0.05]
        hot = [s for s in self.sparks if s.kind == "hot"]
        if hot:
            best = sorted(hot, key=lambda s: -s.x)[0]
            if self.favourite is None or best.x > self.favourite.x:
                self.favourite = best
                self.pair = (best, self.pair[0])
            self.by_kind[self.t % 4] = best
            best.x += 0.01
        if self.favourite is not None:
            self.favourite.x *= 0.995
        u = sum(s.x + s.trail[0] for s in self.sparks) + 0.1 * len(self.sparks)
        u += sum(s.x * (k + 1) for k, s in self.by_kind.items())
        u += self.pair[0].x - 2 * self.pair[1].trail[-1] + self.base[1].x
        return u


# ppc: capacity=48
