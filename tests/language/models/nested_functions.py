# 10 box:2 smooth one episode
import numpy as np
from typing import Callable, Dict, Tuple

Matrix = np.ndarray
Controller = Callable[[np.ndarray], float]


def lead_lag(k: float, z: float, p: float, dt: float = 0.02) -> Callable[[float], float]:
    state = {"x": 0.0, "y": 0.0}

    def step(u: float) -> float:
        y = (state["y"] + k * (u - state["x"]) + k * z * dt * u) / (1 + p * dt)
        state["x"], state["y"] = u, y
        return y

    return step


def fir(*taps):
    buf = [0.0] * len(taps)

    def step(u):
        buf.insert(0, u)
        buf.pop()
        return sum(t * b for t, b in zip(taps, buf))

    return step


class Policy:
    def __init__(self):
        self.filters: Dict[str, Tuple[Callable, Callable]] = {
            "x": (lead_lag(1.2, 0.5, 4.0), fir(0.5, 0.3, 0.2)),
            "y": (lead_lag(0.8, 0.7, 5.0), fir(0.4, 0.4, 0.2)),
        }

    def act(self, obs):
        out = []
        for key, idx in (("x", 0), ("y", 1)):
            lead, smooth = self.filters[key]
            out.append(np.tanh(lead(smooth(obs[4 + idx] - obs[idx]))))
        return np.array(out)
