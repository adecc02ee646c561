"""An object that a filtered list gave shows what is done to it under another name."""


class Item:
    def __init__(self, v):
        self.v = v


class Policy:
    def __init__(self):
        self.items = [Item(3.0), Item(4.0), Item(5.0)]

    def act(self, obs):
        other = self.items[int(abs(obs[0]) * 3.0) % 3]
        near = [x for x in self.items if x.v > obs[1] * 5.0]
        if not near:
            return 0.0
        first = near[0]
        other.v += 0.46
        return first.v + 100.0 * other.v
