class Policy:
    def __init__(self):
        self.gains = {0: 1.0, 1: 2.0}

    def act(self, obs):
        try:
            return self.gains[int(obs[0])]
        except KeyError as error:
            return float(error.args[0])
