# 18 discrete:4 smooth
import numpy as np

PHASE_LANES = {0: (0, 4), 1: (1, 5), 2: (2, 6), 3: (3, 7)}


class MaxPressurePolicy:
    """Max-pressure signal control with minimum and maximum green."""

    MIN_GREEN = 8
    MAX_GREEN = 45

    def __init__(self):
        self.starvation = {p: 0 for p in PHASE_LANES}

    def reset(self):
        self.starvation = {p: 0 for p in PHASE_LANES}

    def act(self, obs):
        queues = obs[:8]
        approaching = obs[8:16]
        elapsed = obs[16]
        current = int(obs[17]) % 4

        pressures = {}
        for phase, lanes in PHASE_LANES.items():
            pressures[phase] = sum(queues[l] + 0.4 * approaching[l] for l in lanes) + 0.05 * self.starvation[phase]

        for phase in self.starvation:
            if phase == current:
                self.starvation[phase] = 0
            else:
                self.starvation[phase] += 1

        if elapsed < self.MIN_GREEN:
            return current
        best = max(pressures, key=pressures.get)
        if best == current:
            return current
        if elapsed > self.MAX_GREEN or pressures[best] > 1.3 * pressures[current] + 2.0:
            return best
        return current
