"""What a user may set at export."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ppc.compiler.signature import Signature, check_safe_action
from ppc.targets.errors import ExportError
from ppc.targets.naming import C_RESERVED, PYTHON_RESERVED, identifier

OnFault = Literal["safe", "hold"]


@dataclass(frozen=True, slots=True)
class Options:
    """``name``: the artifact's name, made an identifier. ``safe_action``: one number an action element (a choice's
    number if discrete). ``on_fault``: answer the safe action or hold the last good one. ``dt``: sampling period, s.
    None keeps what the policy's signature says."""

    name: str | None = None
    safe_action: tuple[float, ...] | None = None
    on_fault: OnFault = "safe"
    dt: float | None = None

    def __post_init__(self) -> None:
        if self.on_fault not in ("safe", "hold"):
            raise ExportError(f"on_fault is {self.on_fault!r}: write 'safe' or 'hold'")
        if self.dt is not None and not (self.dt > 0.0 and math.isfinite(self.dt)):
            raise ExportError(f"dt must be a positive number of seconds, not {self.dt!r}")

    def signature(self, signature: Signature) -> Signature:
        """``signature`` with these options applied; ExportError when the safe action is no action of the space."""
        safe = signature.safe_action if self.safe_action is None else tuple(float(v) for v in self.safe_action)
        if len(safe) != signature.action_size:
            raise ExportError(f"the safe action has {len(safe)} elements, the action {signature.action_size}")
        if not all(math.isfinite(v) for v in safe):
            raise ExportError(f"the safe action {list(safe)} is not finite")
        try:
            check_safe_action(signature.action, safe)
        except ValueError as error:
            raise ExportError(str(error)) from None
        dt = signature.dt if self.dt is None else float(self.dt)
        return Signature(
            action=signature.action,
            observation=signature.observation,
            dt=dt,
            safe_action=safe,
            name=signature.name,
        )


def artifact_name(text: str) -> str:
    """The artifact's identifier: lower case, valid in C, C++ and Python."""
    name = identifier(text, "policy").lower()
    if name in C_RESERVED or name in PYTHON_RESERVED or name in ("numpy", "numba", "math", "selftest", "vectors"):
        name += "_policy"
    return name


def as_safe_action(value: float | Sequence[float] | None) -> tuple[float, ...] | None:
    """A lone number or a sequence as a tuple; None stays None."""
    if value is None:
        return None
    return (float(value),) if isinstance(value, (int, float)) else tuple(float(v) for v in value)
