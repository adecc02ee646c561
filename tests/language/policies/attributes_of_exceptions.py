class Blocked(Exception):
    def __init__(self, where, cost=1.0):
        super().__init__("blocked")
        self.where = where
        self.cost = cost

    def doubled(self):
        return 2 * self.cost


class Late(Exception):
    pass


class Policy:
    """Exceptions carry numbers to their handlers."""

    def __init__(self):
        self.misses = 0

    def check(self, i, x):
        if x > 1:
            raise Blocked(i, cost=x)
        if x < -1:
            raise Blocked(-i)
        return x

    def ready(self, x):
        try:
            if x > 0.5:
                raise Late(round(x, 2), "late")
            return 0.0
        finally:
            self.misses += 1

    def act(self, obs):
        u = 0.0
        for i, v in enumerate(obs):
            try:
                u += self.check(i, v)
            except Blocked as e:
                u += 10 * e.where + e.doubled()
        try:
            u += self.ready(obs[0])
            if obs[1] > 0:
                raise ValueError("too big", 3)
        except Late as late:
            u += late.args[0]
        except (ValueError, KeyError) as error:
            u += error.args[1] + len(error.args)
        return u + 0.01 * self.misses
