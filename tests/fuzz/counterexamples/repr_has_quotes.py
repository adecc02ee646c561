# action box:1; stream 0
# cpython: the text of repr('hold') had no quotes
class Policy:
    def act(self, obs):
        return obs[0] + len(repr("hold"))
