"""The policy that ``ppc bench ENV`` times: linear feedback with fixed gains, from the signature alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ppc.compiler import Signature

NAME = "reference-linear"


def reference_policy(signature: Signature) -> str:
    """Policy text. Every observation counts; a discrete action is the sector of ``tanh`` that the signal falls into."""
    size = signature.obs_size
    gains = [round((i + 1) / size, 6) for i in range(size)]
    space = signature.action
    if hasattr(space, "fields"):
        return _TEXT.format(gains=gains, answer=_box(signature))
    return _TEXT.format(gains=gains, answer=f"return min({space.n - 1}, int({space.n / 2!r} * (1.0 + math.tanh(u))))")


def _box(signature: Signature) -> str:
    lines = []
    for k, f in enumerate(getattr(signature.action, "fields", ())):
        bounded = abs(f.low) < float("inf") and abs(f.high) < float("inf")
        middle, half = (0.5 * f.low + 0.5 * f.high, 0.5 * f.high - 0.5 * f.low) if bounded else (0.0, 1.0)
        lines.append(f"{middle!r} + {half!r} * math.tanh({'u' if k == 0 else f'{1.0 / (k + 1):.6f} * u'})")
    return "return [" + ", ".join(lines) + "]"


_TEXT = """\
import math


class Policy:
    def __init__(self):
        self.gains = {gains}

    def act(self, obs):
        u = 0.0
        for i in range(len(self.gains)):
            u += self.gains[i] * obs[i]
        {answer}
"""
