class Gain:
    def __enter__(self):
        return 2.0


class Policy:
    def __del__(self):
        pass

    def act(self, obs):
        return 2.0 * obs[0]
