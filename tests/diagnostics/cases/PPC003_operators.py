#: expand MINUS "-" 400
class Policy:
    def act(self, obs):
        return MINUS obs[0]
