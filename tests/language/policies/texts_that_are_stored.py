class Policy:
    def __init__(self):
        self.log = []
        self.msg = None
        self.last = ""

    def act(self, obs):
        i, j = int(obs[0] * 3), int(obs[1] * 3)
        self.log.append(f"a{i}")
        self.log.append(f"b{i},{j}")
        self.log.append("c")
        if len(self.log) > 30:
            self.log.clear()
        self.msg = f"x{i}" if obs[2] > 0 else None
        if obs[3] > 1:
            self.msg = f"y{i}{j}"
        elif obs[3] > 0.5:
            self.msg = "plain"
        out = 0.0 if self.msg is None else 1.0
        if self.last:
            pass
        self.last = "moved" if obs[0] > 0 else "stay"
        return out + len(self.log)
