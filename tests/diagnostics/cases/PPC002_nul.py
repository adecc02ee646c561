#: expand NUL "\u0000" 1
class Policy:
    def act(self, obs):
        return 1.0  # NUL
