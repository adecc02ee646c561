"""States as objects of several classes in a list, with the current one's index; rows of text in a loop."""

MAP = ["#..", ".#.", "..#"]


class Search:
    def __init__(self):
        self.turns = 0

    def step(self, obs):
        self.turns += 1
        return 0.01 * self.turns, 1 if obs[0] > 0.5 else 0


class Hold:
    def __init__(self, gain):
        self.gain = gain

    def step(self, obs):
        return -self.gain * obs[0], 0 if obs[0] < -0.5 else 1


class Policy:
    def __init__(self):
        self.states = [Search(), Hold(0.5)]
        self.current = 0
        self.walls = []
        for line in MAP:
            self.walls.append([1 if c == "#" else 0 for c in line])

    def act(self, obs):
        push, self.current = self.states[self.current].step(obs)
        return push + self.walls[int(abs(obs[1])) % 3][int(abs(obs[2])) % 3]
