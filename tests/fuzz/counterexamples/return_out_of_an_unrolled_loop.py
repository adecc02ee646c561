# action discrete:5; stream 0
# cpython: a return was lost where a later statement of the loop's body may leave the turn as well
class Policy:
    def act(self, obs):
        for a in obs**2:
            if obs[1]:
                return 0
            if 0.0:
                break
        return 1
