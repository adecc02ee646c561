# action box:1; stream 3001188; wild
# compiler: ValueError: zip() argument 2 is shorter than argument 1
class Policy:

    def __init__(self):
        self.g35 = []
        self.g35.append(0.0)

    def reset(self):
        self.g35 = []

    def act(self, obs):
        self.g35.append(obs[0])
        return float(len(self.g35) % 3)
