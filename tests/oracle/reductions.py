"""Sums, dots and powers as the language defines them, on NumPy's arrays and scalars."""

from __future__ import annotations

import importlib
import math
from typing import Any

import numpy as np

from ppc.compiler.elementary import FUNCTION_FILES


def elementary(name: str) -> Any:
    return getattr(importlib.import_module(f"ppc.compiler.elementary.{FUNCTION_FILES[name]}"), name)


class BeyondInt64(BaseException):
    """An integer of Python's that 64 bits do not hold: from there on the language is another one.

    It passes every ``except`` of a policy.
    """


class Endless(BaseException):
    """More turns of loops than were allowed."""


def int64(value: Any) -> Any:
    """``value``, unless it is an integer of Python's beyond 64 bits."""
    if type(value) is int and not -(2**63) <= value < 2**63:
        raise BeyondInt64(str(value)[:40])
    return value


def fold_sum(values: Any, start: Any = 0) -> Any:
    total = start
    for v in values:
        total = total + v
    return total


def array_sum(a: Any, axis: Any = None, **_: Any) -> Any:
    a = np.asarray(a)
    moved = a.ravel() if axis is None else np.moveaxis(a, axis, 0)
    if len(moved) == 0:
        return np.zeros(moved.shape[1:], dtype=a.dtype)[()]
    total = moved[0].astype(int) if a.dtype == bool else moved[0]
    for row in moved[1:]:
        total = total + row
    return total


def floats(a: Any) -> Any:
    """An array of float32 as it is, anything else as float64."""
    a = np.asarray(a)
    return a if a.dtype == np.float32 else a.astype(float)


def array_mean(a: Any, axis: Any = None) -> Any:
    a = floats(a)
    return array_sum(a, axis) / (a.size if axis is None else a.shape[axis])


def array_var(a: Any, axis: Any = None, ddof: int = 0) -> Any:
    a = floats(a)
    mean = array_mean(a, axis)
    d = a - (mean if axis is None else np.expand_dims(mean, axis))
    return array_sum(d * d, axis) / ((a.size if axis is None else a.shape[axis]) - ddof)


def array_std(a: Any, axis: Any = None, ddof: int = 0) -> Any:
    return np.sqrt(array_var(a, axis, ddof))


def array_trace(a: Any) -> Any:
    return array_sum(np.diag(a))


def fmax(a: Any, b: Any) -> Any:
    return np.where((a >= b) | np.isnan(b), a, b)[()]


def fmin(a: Any, b: Any) -> Any:
    return np.where((a <= b) | np.isnan(b), a, b)[()]


def extremum(stock: Any, one: Any) -> Any:
    """``stock``, which finds a largest or smallest number, as a left fold of ``one``: which of 0.0 and -0.0 it is."""

    def call(a: Any, axis: Any = None, **rest: Any) -> Any:
        result = stock(a, axis=axis, **rest)  # raises what NumPy raises
        moved = np.asarray(a).ravel() if axis is None else np.moveaxis(np.asarray(a), axis, 0)
        if moved.dtype.kind != "f" or rest:
            return result
        total = moved[0]
        for row in moved[1:]:
            total = one(total, row)
        return total

    return call


def average(a: Any, axis: Any = None, weights: Any = None) -> Any:
    if weights is None:
        return array_mean(a, axis)
    a, w = floats(a), floats(weights)
    return array_sum(a * w, axis) / array_sum(w)


def fold_dot(a: Any, b: Any) -> Any:
    total = a[0] * b[0]
    for x, y in zip(a[1:], b[1:], strict=True):
        total = total + x * y
    return total


def matmul(a: Any, b: Any) -> Any:
    a, b = np.asarray(a), np.asarray(b)
    if a.ndim == 1 and b.ndim == 1:
        return fold_dot(a, b)
    if a.ndim == 2 and b.ndim == 1:
        return np.array([fold_dot(row, b) for row in a])
    if a.ndim == 1:
        return np.array([fold_dot(a, b[:, j]) for j in range(b.shape[1])])
    # One column of the inner dimension at a time: the same left fold for every element of the product.
    total = np.multiply.outer(a[:, 0], b[0])
    for k in range(1, a.shape[1]):
        total = total + np.multiply.outer(a[:, k], b[k])
    return total


def np_dot(a: Any, b: Any) -> Any:
    return np.multiply(a, b) if np.ndim(a) == 0 or np.ndim(b) == 0 else matmul(a, b)


def norm(x: Any, axis: Any = None, **_: Any) -> Any:
    x = floats(x)
    return np.sqrt(array_sum(x * x, axis))


def hypot(*args: float) -> float:
    result = abs(float(args[0]))
    for x in args[1:]:
        result = elementary("hypot")(result, float(x))
    return result


def scalar_power(a: Any, b: Any, literal: bool) -> Any:
    if literal and isinstance(b, int | float) and abs(b) <= 16 and b == int(b) and not isinstance(a, int):
        n = int(b)
        if n < 0:
            return 1.0 / scalar_power(a, -n, True)
        if n == 0:
            return type(a)(1.0)
        result = a
        for _ in range(n - 1):
            result = result * a
        return result
    if literal and b == 0.5 and not isinstance(a, int):
        return np.sqrt(a) if isinstance(a, np.generic) else math.sqrt(a)
    if isinstance(a, int) and isinstance(b, int):
        return a**b
    value = elementary("pow")(float(a), float(b))
    if not isinstance(a, np.generic) and not isinstance(b, np.generic):
        if a == 0.0 and -math.inf < b < 0.0:
            raise ZeroDivisionError
        if a < 0.0 and math.isfinite(b) and b != math.floor(b):
            raise ValueError
        return value
    return np.float64(value)


def power(a: Any, b: Any, literal: bool) -> Any:
    """``a**b``; ``literal`` says that the source has a number as its exponent."""
    if isinstance(a, np.ndarray) or isinstance(b, np.ndarray):
        if literal and a.dtype.kind == "f" and (b == 0.5 or (0 < b == int(b) <= 16)):
            return scalar_power(a, b, True) if b != 0.5 else np.sqrt(a)
        shape = np.broadcast(a, b)
        out = [scalar_power(x if isinstance(a, np.ndarray) else a, y if not literal else b, literal) for x, y in shape]
        return np.array(out).reshape(shape.shape)
    return scalar_power(a, b, literal)
