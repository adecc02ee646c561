"""How a structure's control signals become an action of the signature's space."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from ppc.compiler.signature import Discrete, Signature


@dataclass(frozen=True)
class Head:
    """``kind``: "box", "sign" (last choice for a positive signal, first for a negative one) or "argmax" (one score a
    choice). ``outputs``: signals needed. ``middle`` and ``half`` are texts of a bounded box's centre and half width,
    empty where they are 0 and 1."""

    kind: str
    outputs: int
    choices: int = 0
    bounded: bool = False
    middle: str = ""
    half: str = ""


def heads(signature: Signature) -> tuple[Head, ...]:
    """Every head that fits the action space, simplest first."""
    action = signature.action
    if isinstance(action, Discrete):
        sign = Head("sign", 1, action.n)
        if action.n <= 2:
            return (sign,)
        return sign, Head("argmax", action.n, action.n)
    bounds = [(f.low, f.high) for f in action.fields]
    if not all(math.isfinite(low) and math.isfinite(high) and low < high for low, high in bounds):
        return (Head("box", action.size),)
    middle = [0.5 * (low + high) for low, high in bounds]
    half = [0.5 * (high - low) for low, high in bounds]
    return (Head("box", action.size, 0, True, _text(middle, 0.0), _text(half, 1.0)),)


def _text(values: list[float], nothing: float) -> str:
    if all(v == nothing for v in values):
        return ""
    if all(v == values[0] for v in values):
        return repr(values[0])
    return f"np.array({values!r})"


def head_variables(head: Head) -> dict[str, Any]:
    return {
        "head": head.kind,
        "outputs": head.outputs,
        "choices": head.choices,
        "bounded": head.bounded,
        "middle": head.middle,
        "half": head.half,
    }
