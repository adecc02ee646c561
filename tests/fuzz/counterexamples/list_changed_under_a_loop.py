# action box:3; stream 5
# cpython: a loop over a list saw the items as they were before it
class Policy:
    def __init__(self):
        self.weights = [1.0, 2.0, 3.0, 4.0]

    def act(self, obs):
        total, seen = 0.0, [x for x in obs if x > 0.0]
        for i, w in enumerate(self.weights):
            self.weights[(i + 1) % 4] = 0.5 * (w + obs[i])
            total += w
        for i, x in enumerate(seen):
            if i + 1 < len(seen):
                seen[i + 1] += 0.25 * x
            total += x
        for x in reversed(self.weights):
            self.weights[0] = x
        for x in seen:
            if x > 1.0:
                seen.remove(x)
                break
        return total, self.weights[0], len(seen)
