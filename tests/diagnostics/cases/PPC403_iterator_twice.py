import warnings

warnings.filterwarnings("error")


class Policy:
    def __init__(self):
        self.waypoints = iter([0.5, 1.0])

    def act(self, obs):
        squares = (x * x for x in obs)
        most = max(squares)
        total = sum(squares)
        pairs = zip(obs, obs[1:])
        rises = [b - a for a, b in pairs]
        falls = [a - b for a, b in pairs]
        items = iter(obs)
        near = 0.5 in items
        rest = list(items)
        doubled = map(lambda x: 2.0 * x, obs)
        out = 0.0
        for _ in range(3):
            out += sum(doubled)
        for w in self.waypoints:
            out += w
        turns = enumerate(obs)
        first = next(turns)
        return most
