from math import sine


class Policy:
    def act(self, obs):
        return sine(obs[0])
