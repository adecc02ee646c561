class Mode(Enum):
    HOLD = 1
    MOVE = 2


class Policy:
    def __init__(self):
        self.mode = Mode.HOLD

    def act(self, obs):
        return 1.0 if self.mode == Mode.HOLD else 0.0
