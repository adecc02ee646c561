# action box:1; stream 0
# cpython: the sum of an empty selection was -0.0
class Policy:
    def act(self, obs):
        return obs[1:3][obs[1:3] > 1e9].sum()
