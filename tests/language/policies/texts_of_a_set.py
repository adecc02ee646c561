class Policy:
    def __init__(self):
        self.mode = None
        self.message = ""
        self.log = []
        self.text = "x"
        self.history = ""
        self.times = {"idle": 0, "run": 0}

    def log_it(self, text):
        self.log.append(text)
        self.message = text

    def on_idle(self, x):
        return 0.5 * x

    def on_run(self, x):
        self.times["run"] += 1
        return 2.0 * x

    def act(self, obs):
        self.mode = "run" if obs[0] > 0 else "idle"
        self.log_it(f"mode {self.mode} at {obs[0]:.3f} {self!r} {obs}")
        self.message = "value: %.2f" % obs[1]
        self.message += " and " + str(obs[2]) + "{:>8}".format(obs[3])
        if obs[1] > 3.9:
            raise ValueError(f"too far: {obs[1]} {self.mode.upper()}")
        out = getattr(self, f"on_{self.mode}")(obs[1])
        self.history = (self.history + self.mode[0].upper())[-3:]
        if self.history == "RRI" or self.history.endswith("RR"):
            out += 10
        key = f"{self.mode:>5}|{obs[2] > 0}|{int(abs(obs[3])) % 3:02d}"
        if key == "  run|True|01":
            out += 20
        a, _, b = f"{self.mode}-{obs[1] > 0}".partition("-")
        if b == "True" and a.isalpha():
            out += 40
        if self.mode.replace("i", "I").capitalize().swapcase() == "rUN":
            out += 80
        words = "go slow now".split()
        if self.mode[0] in words[int(abs(obs[0])) % 3]:
            out += 160
        if hasattr(self, "on_" + self.mode[::-1]):
            out += 1000
        if self.mode < "k" <= "run":
            out += 320
        return out + "idle run".find(self.mode) + self.times["run"] * 0.01 + (640 if "%s!" % self.mode == "run!" else 0)
