"""Types of the IR: three scalars and fixed-size one-dimensional arrays of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Scalar(Enum):
    """A run-time scalar. ``I64`` wraps, ``F64`` is IEEE 754 binary64, ``BOOL`` is 0 or 1."""

    BOOL = "bool"
    I64 = "i64"
    F64 = "f64"

    def __repr__(self) -> str:
        return self.value


BOOL, I64, F64 = Scalar.BOOL, Scalar.I64, Scalar.F64


@dataclass(frozen=True, slots=True)
class Array:
    """``size`` elements of ``element``; more dimensions are index arithmetic of the front end."""

    element: Scalar
    size: int

    def __repr__(self) -> str:
        return f"{self.element.value}[{self.size}]"


Type = Scalar | Array
