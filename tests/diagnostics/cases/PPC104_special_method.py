class Gain:
    def __mul__(self, other):
        return 2.0 * other


class Policy:
    def act(self, obs):
        return Gain() * obs[0]
