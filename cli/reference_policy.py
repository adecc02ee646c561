"""The policy that ``ppc bench ENV`` times: linear feedback with fixed gains and a memory, from the signature alone."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ppc.compiler import Signature

NAME = "reference-linear"


def reference_policy(signature: Signature) -> str:
    """Policy text. Every number of the observation counts, within its range where that is known; a discrete action is the
    last choice or the first by the signal's sign, a box follows its ``tanh``. The signal's slow mean is taken off, so that
    it changes sign in any environment."""
    size, bias = signature.obs_size, 0.0
    gains: list[float] = []
    for f in signature.observation:
        middle, half = _interval(f)
        for _ in range(f.size):
            gain = (len(gains) + 1) / size / half
            gains.append(gain)
            bias -= gain * middle
    space = signature.action
    fields = getattr(space, "fields", None)
    answer = f"return {getattr(space, 'n', 1) - 1} if u > 0.0 else 0" if fields is None else _box(fields)
    return _TEXT.format(gains=gains, bias=bias, answer=answer)


def _box(fields: Any) -> str:
    parts = []
    for k, f in enumerate(fields, start=1):
        middle, half = _interval(f)
        parts.append(f"{middle!r} + {half!r} * math.tanh({1.0 / k!r} * u)")
    return f"return [{', '.join(parts)}]"


def _interval(f: Any) -> tuple[float, float]:
    """Middle and half width of a field's range; 0 and 1 where it has none."""
    if not (math.isfinite(f.low) and math.isfinite(f.high) and f.low < f.high):
        return 0.0, 1.0
    return 0.5 * f.low + 0.5 * f.high, 0.5 * f.high - 0.5 * f.low


_TEXT = """\
import math


class Policy:
    def __init__(self):
        self.gains = {gains}
        self.bias = {bias!r}
        self.mean = 0.0

    def act(self, obs):
        u = self.bias
        for i in range(len(self.gains)):
            u += self.gains[i] * obs[i]
        self.mean += 0.05 * (u - self.mean)
        u -= self.mean
        {answer}
"""
