count = 0


class Counter:
    global count
    count = 1


class Policy:
    def act(self, obs):
        return obs[0] + count
