class Idle:
    pass
class Ramp:
    def __init__(self, rate):
        self.rate = rate
        self.level = 0.0
class Hold:
    def __init__(self, level, left=4):
        self.level = level
        self.left = left
class Policy:
    def __init__(self):
        self.phase = Idle()
        self.log = 0.0
    def act(self, obs):
        phase = self.phase
        if type(phase) is Idle:
            if obs[0] > 0.5:
                self.phase = Ramp(0.1 + 0.1 * abs(obs[1]))
            return 0.0
        if isinstance(phase, Ramp):
            phase.level += phase.rate
            if phase.level > 1.0:
                self.phase = Hold(phase.level)
            return phase.level
        phase.left -= 1
        if phase.left == 0:
            self.phase = Idle()
        self.log += phase.level
        return phase.level - 0.001 * self.log
