#: signature 4 box:2[-1,1]
class Policy:
    def act(self, obs):
        return obs[0]
