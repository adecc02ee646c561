from enum import Flag, IntFlag, auto


class Warn(Flag):
    NONE = 0
    FAST = auto()
    HIGH = auto()
    TILTED = auto()
    BAD = FAST | HIGH


class Part(IntFlag):
    LEFT = 1
    RIGHT = 2
    TOP = 4


class Policy:
    """Sets of bits: what operators make of them, what is in them, and which of them are true."""

    def __init__(self):
        self.warned = Warn.NONE
        self.touched = Part(0)

    def act(self, obs):
        seen = Warn(0)
        if abs(obs[0]) > 0.5:
            seen |= Warn.FAST
        if obs[1] > 0.3:
            seen = seen | Warn.HIGH
        if obs[2] > 1.0:
            self.warned ^= Warn.TILTED
        if obs[3] > 1.5:
            self.warned &= ~Warn.FAST
        self.warned |= seen
        if obs[3] < -1.5:
            self.warned = Warn.NONE
        out = 0.0
        if self.warned:
            out += 1.0
        if not seen:
            out -= 0.25
        if self.warned & Warn.FAST:
            out += 2.0
        if Warn.HIGH in self.warned and Warn.BAD not in seen:
            out += 4.0
        if self.warned == Warn.BAD or self.warned == Warn.FAST | Warn.TILTED:
            out += 8.0
        for flag in Warn:
            if flag in self.warned:
                out += 0.01 * flag.value
        out += 0.001 * self.warned.value + 0.0001 * len(list(Warn)) + (0.5 if Warn.NONE else 0.0)
        parts = Part(0)
        if obs[0] > 0:
            parts |= Part.LEFT
        if obs[1] > 0:
            parts |= Part.RIGHT | Part.TOP
        self.touched = parts if obs[2] > 0 else self.touched & ~Part.TOP
        if Part.RIGHT in self.touched:
            out += 16.0
        if self.touched & (Part.LEFT | Part.RIGHT) == Part.LEFT | Part.RIGHT:
            out += 32.0
        return out + float(parts) + Part(int(abs(obs[3])) % 8)
