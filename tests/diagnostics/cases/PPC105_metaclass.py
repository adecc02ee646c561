class Meta:
    pass


class Policy(metaclass=Meta):
    def act(self, obs):
        return obs[0]
