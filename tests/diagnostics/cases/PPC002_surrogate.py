#: expand BAD "\ud800" 1
class Policy:
    def act(self, obs):
        return 1.0  # BAD
