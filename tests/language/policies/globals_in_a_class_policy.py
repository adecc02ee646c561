"""Variables of the module that methods and helpers assign."""

count, total = 0, 0.0
best = None
window = [0.0] * 3


def note(x):
    global best, window
    if best is None or x > best:
        best = x
    window = window[1:] + [x]
    return best


class Filter:
    total = 1.0  # the class's own

    def __init__(self):
        global count
        count += 5

    def step(self, x, count=2):
        self.total += 0.1 * count * x
        return self.total


class Policy:
    def __init__(self):
        self.filters = [Filter(), Filter()]

    def reset(self):
        global total
        total = 0.5

    def act(self, obs):
        global count, total
        count += 1
        total = 0.9 * total + sum(f.step(x) for f, x in zip(self.filters, obs))
        return note(obs[0]) + total + 0.01 * count + min(window)
