# 2 discrete:3 smooth
from enum import Enum, IntEnum, auto
from dataclasses import dataclass


class Action(IntEnum):
    LEFT = 0
    NOOP = 1
    RIGHT = 2


class Phase(Enum):
    BUILD_LEFT = auto()
    CHARGE_RIGHT = auto()
    COAST = auto()


@dataclass
class State:
    phase: Phase = Phase.BUILD_LEFT
    steps_in_phase: int = 0
    best_position: float = -1.2


class Policy:
    GOAL = 0.5

    def __init__(self):
        self.state = State()

    def reset(self):
        self.state = State()

    def _transition(self, phase: Phase) -> None:
        if phase != self.state.phase:
            self.state.phase = phase
            self.state.steps_in_phase = 0

    def act(self, obs) -> int:
        pos, vel = obs[0], obs[1]
        s = self.state
        s.steps_in_phase += 1
        s.best_position = max(s.best_position, pos)

        if s.phase is Phase.BUILD_LEFT:
            if pos < -0.9 or (vel > 0 and s.steps_in_phase > 30):
                self._transition(Phase.CHARGE_RIGHT)
        elif s.phase is Phase.CHARGE_RIGHT:
            if vel < 0 and pos < self.GOAL - 0.1:
                self._transition(Phase.BUILD_LEFT)
            elif pos >= self.GOAL:
                self._transition(Phase.COAST)
        else:
            self._transition(Phase.CHARGE_RIGHT)

        table = {
            Phase.BUILD_LEFT: Action.LEFT,
            Phase.CHARGE_RIGHT: Action.RIGHT,
            Phase.COAST: Action.NOOP,
        }
        return int(table[self.state.phase])
