# 11 box:3 smooth
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import ClassVar, Dict, List, Tuple
import math


class Phase(Enum):
    STANCE = auto()
    THRUST = auto()
    FLIGHT = auto()

    def next(self) -> "Phase":
        members = list(Phase)
        return members[(members.index(self) + 1) % len(members)]


@dataclass
class PhaseSpec:
    targets: Tuple[float, float, float]
    kp: float
    kd: float
    min_ticks: int = 3


@dataclass
class Memory:
    phase: Phase = Phase.STANCE
    ticks: int = 0
    switches: int = 0
    speeds: List[float] = field(default_factory=list)

    def tick(self) -> None:
        self.ticks += 1

    def switch(self) -> None:
        self.phase = self.phase.next()
        self.ticks = 0
        self.switches += 1


class HopperPolicy:
    SPECS: ClassVar[Dict[Phase, PhaseSpec]] = {
        Phase.STANCE: PhaseSpec((-0.2, -0.7, 0.4), 2.0, 0.2),
        Phase.THRUST: PhaseSpec((0.1, -0.1, -0.3), 4.0, 0.1, min_ticks=5),
        Phase.FLIGHT: PhaseSpec((-0.4, -0.9, 0.5), 1.5, 0.15),
    }

    def __init__(self) -> None:
        self.memory = Memory()

    def reset(self) -> None:
        self.memory = Memory()

    def should_switch(self, z: float, vz: float) -> bool:
        spec = self.SPECS[self.memory.phase]
        if self.memory.ticks < spec.min_ticks:
            return False
        if self.memory.phase is Phase.STANCE:
            return z < 1.1 or vz > 0
        if self.memory.phase is Phase.THRUST:
            return vz > 0.5 or self.memory.ticks > 20
        return vz < -0.3

    def act(self, obs) -> List[float]:
        z, pitch, *joints = obs[:5]
        vx, vz, dpitch, *rates = obs[5:]
        mem = self.memory
        mem.tick()
        mem.speeds.append(float(vx))
        if len(mem.speeds) > 10:
            del mem.speeds[0]
        if self.should_switch(z, vz):
            mem.switch()
        spec = self.SPECS[mem.phase]
        mean_speed = sum(mem.speeds) / len(mem.speeds)
        correction = 0.3 * pitch + 0.05 * dpitch + 0.02 * (mean_speed - 2.0)
        out = []
        for i, (q, dq, t) in enumerate(zip(joints, rates, spec.targets)):
            tgt = t + (correction if i == 0 else 0.0)
            out.append(math.tanh(spec.kp * (tgt - q) - spec.kd * dq))
        return out
