from functools import cache


@cache
def energy(state):
    return 0.5 * state[1] ** 2 + state[0]


class Policy:
    def act(self, obs):
        return energy(obs)
