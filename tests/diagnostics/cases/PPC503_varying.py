#: signature 4 box:4[-1,1]
class Policy:
    def act(self, obs):
        return obs[obs > 0.0]
