#: expand OPEN "(" 101
class Policy:
    def act(self, obs):
        return OPEN1.0
