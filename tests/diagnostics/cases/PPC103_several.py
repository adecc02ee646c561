class Policy:
    def act(self, obs):
        x = eval("1.0")
        y = getattr(self, "x")
        z = open("weights.txt")
        return x + y + z
