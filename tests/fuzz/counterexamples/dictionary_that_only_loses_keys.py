# action box:1; stream 0
# compiler: nothing was ever put into the dictionary, so that its values have no shape
class Policy:
    def __init__(self):
        self.m = {}

    def act(self, obs):
        self.m.pop(2, None)
        total = sum(self.m.values())
        for k, v in self.m.items():
            total += k * v
        return total + obs[0]
