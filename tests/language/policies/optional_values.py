class Policy:
    """``and`` and ``or`` answer an operand, not its truth."""

    def __init__(self):
        self.hold = None

    def act(self, obs):
        if obs[0] > 0.8:
            self.hold = max(self.hold or 0.0, 0.98 * obs[0])
        elif obs[0] < -0.8:
            self.hold = None
        elif abs(obs[0]) < 0.1:
            self.hold = 0.0
        doubled = self.hold and 2.0 * self.hold
        filled = self.hold or obs[1]
        rate = 0.01 if self.hold is None or obs[2] < self.hold else 0.004
        both = 1.0 if self.hold and obs[1] > 0.0 else 0.0
        either = 1.0 if obs[1] > 0.0 or self.hold else 0.0
        return filled + (0.5 if doubled is None else doubled) + rate + both + either
