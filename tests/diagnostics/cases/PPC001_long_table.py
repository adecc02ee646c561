#: expand FILL "0.0 + " 12000
class Policy:
    def act(self, obs):
        return FILL0.0
