class Policy:
    def __init__(self):
        self.mode = None

    def act(self, obs):
        if obs[0] > 0.5:
            self.mode = "go_fast"
        elif obs[0] < -0.5:
            self.mode = "stop"
        if self.mode and self.mode.startswith("go"):
            return 1.0
        if self.mode is not None and "_" in self.mode:
            return 2.0
        if self.mode is not None and len(self.mode) == 4 and self.mode[0] == "s" and self.mode.upper() == "STOP":
            return 3.0
        if self.mode is not None:
            for c in self.mode:
                if c == "_":
                    return 5.0
        return 4.0 if f"{self.mode}" == "None" else 0.0
