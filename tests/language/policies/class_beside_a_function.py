"""The only class with act, which needs nothing to be made, is the policy; a function ``policy`` beside it is not."""


class Damper:
    def __init__(self, gain=0.7):
        self.gain, self.level = gain, 0.0

    def act(self, obs):
        self.level = 0.9 * self.level + 0.1 * obs[1]
        return -self.gain * self.level


damper = Damper()


def policy(obs):
    return 0.5 * damper.act(obs)
