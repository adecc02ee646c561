class LeftPolicy:
    def act(self, obs):
        return -1.0


class RightPolicy:
    def act(self, obs):
        return 1.0
