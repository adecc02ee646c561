"""Signatures and plausible observations for the corpus' tasks (tests/corpus/tasks.md)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

SIGNATURES = {
    1: (4, "discrete:2"), 2: (3, "box:1[-2,2]"), 3: (2, "box:1[-1,1]"), 4: (6, "discrete:3"), 5: (8, "discrete:4"),
    6: (17, "box:6[-1,1]"), 7: (11, "box:3[-1,1]"), 8: (8, "box:2[-1,1]"), 9: (27, "box:8[-1,1]"),
    10: (10, "box:2[-1,1]"), 11: (39, "box:4[-1,1]"), 12: (39, "box:4[-1,1]"), 13: (39, "box:4[-1,1]"),
    14: (39, "box:4[-1,1]"), 15: (114, "box:2[-1,1]"), 16: (104, "discrete:4"), 17: (106, "discrete:4"),
    18: (1, "discrete:4"), 19: (4, "discrete:6"), 20: (96, "box:1[0,0.1]"), 21: (25, "box:5[-1.5,1.5]"),
    22: (24, "discrete:3"), 23: (8, "box:2[0,10]"), 24: (16, "box:4[-3,20]"), 25: (5, "box:1[-10,10]"),
    26: (4, "box:1[0,12]"), 27: (14, "box:2[0,5]"), 28: (28, "box:1[-1,1]"), 29: (20, "box:1[0,100]"),
    30: (9, "box:2[-3,2]"), 31: (33, "discrete:4"), 32: (18, "discrete:4"), 33: (8, "box:2[-0.3,0.3]"),
    34: (6, "box:1[0,1]"), 35: (5, "box:1[-24,24]"), 36: (7, "box:2[-0.1,1]"), 37: (10, "box:4[0,1]"),
    38: (11, "discrete:4"), 39: (10, "box:3[-0.02,0.02]"), 40: (24, "box:4[-1,1]"),
}  # fmt: skip
NON_NEGATIVE = {15, 16, 17, 18, 19, 20, 22, 27, 28, 29, 31, 32, 37, 38}


def observations(task: int, steps: int, seed: int = 0) -> NDArray[np.float64]:
    """Smooth, noisy signals of the task's size and, roughly, its signs and ranges; f64[steps, obs_size]."""
    rng = np.random.default_rng([seed, task])
    size = SIGNATURES[task][0]
    if task == 18:
        return rng.integers(0, 64, size=(steps, 1)).astype(float)
    if task == 2 or task == 4:
        angles = np.cumsum(rng.normal(size=(steps, size // 3)) * 0.2, axis=0)
        rates = rng.normal(size=(steps, size // 3)) * 3.0
        columns = [f(angles[:, k]) for k in range(angles.shape[1]) for f in (np.cos, np.sin)]
        return np.column_stack([*columns, *rates.T])
    time = np.arange(steps)[:, None]
    waves = np.sin(time * rng.uniform(0.01, 0.3, (1, size)) + rng.uniform(0, 6.0, (1, size)))
    scale = rng.choice([0.1, 0.5, 1.0, 3.0], size=(1, size))
    signal = waves * scale + rng.normal(size=(steps, size)) * 0.05
    return np.asarray(np.abs(signal) if task in NON_NEGATIVE else signal)
