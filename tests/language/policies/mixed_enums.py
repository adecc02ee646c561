from enum import Enum, IntEnum, IntFlag, auto


class Action(IntEnum):
    STOP = 0
    LEFT = 5
    RIGHT = auto()


class Light(str, Enum):
    RED = "red"
    GREEN = "green"
    STOP = "red"

    @property
    def go(self):
        return self is Light.GREEN

    def title(self):
        return "own"


class Bits(IntFlag):
    A = auto()
    B = auto()
    C = auto()


class Gear(Enum):
    LOW = (1, 0.5)
    HIGH = (2, 0.25)

    def __init__(self, number, ratio):
        self.number = number
        self.ratio = ratio

    @property
    def power(self):
        return self.number * self.ratio


TABLE = {0: 1.0, 5: 2.0, 6: 3.0}
BY = {Action.STOP: 0.1, Action.LEFT: 0.2, Action.RIGHT: 0.3}


class Policy:
    def __init__(self):
        self.last = None
        self.light = Light.RED
        self.gear = Gear.LOW
        self.count = {a: 0 for a in Action}

    def act(self, obs):
        a = Action.RIGHT if obs[0] > 0.5 else Action.LEFT if obs[0] > 0 else Action.STOP
        self.light = Light("green" if obs[1] > 0 else "red")
        self.gear = Gear["HIGH" if obs[2] > 0 else "LOW"]
        self.count[a] += 1
        out = TABLE[a] + BY[a]
        if not a:
            out += 100.0
        if self.light == "green" and self.light.go:
            out += 0.5
        if self.light is Light.STOP:
            out += 0.125
        if self.light.startswith("gr"):
            out += 0.0625
        if self.light.title() == "own":
            out += 7
        if isinstance(self.light, str) and isinstance(a, int):
            out += 1
        out += len(Light) + len(list(Light))
        if self.last is not None:
            out += int(self.last)
        flags = Bits.A | Bits.C
        if flags & Bits.C:
            out += flags
        out += BY[0] + BY.get(5, 9.0) + Action(5) + self.gear.power
        if f"{self.light.value}_x" == "red_x" and str(a) == "6":
            out += 3
        self.last = a
        return out + self.count[a] * 0.001
