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


def several(one: Any) -> Any:
    """A reduction over one axis or all as one over several, which keeps dimensions where it shall."""

    def call(
        a: Any, axis: Any = None, *more: Any, keepdims: bool = False, dtype: Any = None, initial: Any = None, **rest: Any
    ) -> Any:
        a = np.asarray(a) if dtype is None else np.asarray(a).astype(dtype)
        axes = tuple(range(a.ndim)) if axis is None else tuple(np.atleast_1d(axis) % a.ndim)
        moved, along = a, axis
        if len(axes) == a.ndim and (axis is None or len(axes) > 1):
            along = None
        elif len(axes) > 1:
            kept = [k for k in range(a.ndim) if k not in axes]
            moved, along = a.transpose(*kept, *sorted(axes)).reshape(*(a.shape[k] for k in kept), -1), len(kept)
        elif axis is not None:
            along = int(axes[0])
        if initial is not None:
            moved = np.append(initial, a).astype(a.dtype)
        result = one(moved, along, *more, **rest)
        return np.expand_dims(result, axes) if keepdims else result

    return call


@several
def array_sum(a: Any, axis: Any = None) -> Any:
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


@several
def array_mean(a: Any, axis: Any = None) -> Any:
    a = floats(a)
    return array_sum(a, axis) / (a.size if axis is None else a.shape[axis])


@several
def array_var(a: Any, axis: Any = None, ddof: int = 0) -> Any:
    a = floats(a)
    mean = array_mean(a, axis)
    d = a - (mean if axis is None else np.expand_dims(mean, axis))
    return array_sum(d * d, axis) / ((a.size if axis is None else a.shape[axis]) - ddof)


@several
def array_std(a: Any, axis: Any = None, ddof: int = 0) -> Any:
    return np.sqrt(array_var(a, axis, ddof))


def without_nan(one: Any) -> Any:
    """A reduction of the numbers that are not NaN."""

    def call(a: Any) -> Any:
        a = floats(a).ravel()
        return one(a[~np.isnan(a)])

    return call


def array_trace(a: Any) -> Any:
    return array_sum(np.diag(a))


def fmax(a: Any, b: Any) -> Any:
    return np.where((a >= b) | np.isnan(b), a, b)[()]


def fmin(a: Any, b: Any) -> Any:
    return np.where((a <= b) | np.isnan(b), a, b)[()]


def extremum(stock: Any, one: Any) -> Any:
    """``stock``, which finds a largest or smallest number, as a left fold of ``one``: which of 0.0 and -0.0 it is."""

    def call(a: Any, axis: Any = None, keepdims: bool = False, **rest: Any) -> Any:
        if keepdims or isinstance(axis, tuple):
            return several(call)(a, axis, keepdims=keepdims, **rest)
        result = stock(a, axis=axis, **rest)  # raises what NumPy raises
        moved = np.asarray(a).ravel() if axis is None else np.moveaxis(np.asarray(a), axis, 0)
        if moved.dtype.kind != "f" or rest:
            return result
        total = moved[0]
        for row in moved[1:]:
            total = one(total, row)
        return total

    return call


@several
def average(a: Any, axis: Any = None, weights: Any = None) -> Any:
    if weights is None:
        return array_mean(a, axis)
    a, w = floats(a), floats(weights)
    if w.ndim != a.ndim:
        return array_sum(a * w.reshape([-1 if k == axis else 1 for k in range(a.ndim)]), axis) / array_sum(w)
    return array_sum(a * w, axis) / array_sum(w, axis)


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
    if a.ndim > 2 or b.ndim > 2:
        if b.ndim == 1:
            return matmul(a, b[:, None])[..., 0]
        if a.ndim == 1:
            return matmul(a[None], b)[..., 0, :]
        total = a[..., :, :1] * b[..., :1, :]
        for k in range(1, a.shape[-1]):
            total = total + a[..., :, k : k + 1] * b[..., k : k + 1, :]
        return total
    # One column of the inner dimension at a time: the same left fold for every element of the product.
    total = np.multiply.outer(a[:, 0], b[0])
    for k in range(1, a.shape[1]):
        total = total + np.multiply.outer(a[:, k], b[k])
    return total


def np_dot(a: Any, b: Any) -> Any:
    return np.multiply(a, b) if np.ndim(a) == 0 or np.ndim(b) == 0 else matmul(a, b)


def convolve(a: Any, v: Any, mode: str = "full") -> Any:
    a, v = (np.asarray(a), np.asarray(v)) if len(a) >= len(v) else (np.asarray(v), np.asarray(a))
    return correlate(a, v[::-1], mode)


def correlate(a: Any, v: Any, mode: str = "valid") -> Any:
    a, v = np.asarray(a), np.asarray(v)
    size = len(np.correlate(a, v, mode))
    first = {"full": 1 - len(v), "same": (len(v) - 1) // 2 - len(v) + 1, "valid": 0}[mode]
    places = [[(i + k, k) for k in range(len(v)) if 0 <= i + k < len(a)] for i in range(first, first + size)]
    return np.array([fold_sum([a[i] * v[k] for i, k in pairs[1:]], a[pairs[0][0]] * v[pairs[0][1]]) for pairs in places])


def trapezoid(y: Any, x: Any = None, dx: Any = 1.0) -> Any:
    y = np.asarray(y, float)
    return array_sum((dx if x is None else np.diff(x)) * (y[1:] + y[:-1]) / 2.0)


def einsum(text: str, *operands: Any) -> Any:
    """Products in a left fold, letter by letter."""
    inputs, arrow, output = text.replace(" ", "").partition("->")
    terms = inputs.split(",")
    if not arrow:
        output = "".join(sorted(c for c in set(inputs) - {","} if inputs.count(c) == 1))
    given = [np.asarray(a) for a in operands]
    sizes = {c: n for term, a in zip(terms, given, strict=True) for c, n in zip(term, a.shape, strict=True)}
    letters = [*output, *(c for c in sizes if c not in output)]
    result: dict[Any, Any] = {}
    for index in np.ndindex(*(sizes[c] for c in letters)):
        at = dict(zip(letters, index, strict=True))
        product = 1
        for k, (term, a) in enumerate(zip(terms, given, strict=True)):
            factor = a[tuple(at[c] for c in term)]
            product = factor if k == 0 else product * factor
        place = index[: len(output)]
        result[place] = result[place] + product if place in result else product
    return np.array([result[i] for i in np.ndindex(*(sizes[c] for c in output))]).reshape([sizes[c] for c in output])[()]


def norm(x: Any, ord: Any = None, axis: Any = None, keepdims: bool = False) -> Any:
    x = floats(x)
    np.linalg.norm(x, ord, axis, keepdims)  # raises what NumPy raises
    matrix = (x.ndim if axis is None else np.size(axis)) == 2
    sizes, rest = np.abs(x), {"keepdims": keepdims}
    if ord is None or (ord == "fro" and matrix) or (ord == 2 and not matrix):
        return np.sqrt(array_sum(x * x, axis, **rest))
    if matrix:
        return np.linalg.norm(x, ord, axis, keepdims) if axis else np.max(array_sum(sizes, 0 if ord == 1 else 1), **rest)
    if np.isinf(ord):
        return np.max(sizes, axis, **rest) if ord > 0 else np.min(sizes, axis, **rest)
    if ord in (0, 1):
        return array_sum(sizes if ord else (x != 0).astype(float), axis, **rest)
    raised = np.frompyfunc(elementary("pow"), 2, 1)
    return np.asarray(raised(array_sum(raised(sizes, float(ord)).astype(float), axis, **rest), 1.0 / ord), float)[()]


def hypot(*args: float) -> float:
    result = abs(float(args[0]))
    for x in args[1:]:
        result = elementary("hypot")(result, float(x))
    return result


def scalar_power(a: Any, b: Any, literal: bool) -> Any:
    result = _scalar_power(a, b, literal)
    python = not isinstance(a, np.generic) and not isinstance(b, np.generic) and isinstance(result, float)
    if python and math.isinf(result) and math.isfinite(a) and math.isfinite(b):
        raise OverflowError(34, "Numerical result out of range")
    return result


def _scalar_power(a: Any, b: Any, literal: bool) -> Any:
    if literal and isinstance(b, int | float) and abs(b) <= 16 and b == int(b) and not isinstance(a, int):
        n = int(b)
        if n < 0:
            power = _scalar_power(a, -n, True)
            if power == 0.0 and a != 0.0 and not isinstance(a, np.generic):
                return math.inf
            return 1.0 / power
        if n == 0:
            return type(a)(1.0)
        result = a
        for _ in range(n - 1):
            result = result * a
        return result
    if literal and b == 0.5 and not isinstance(a, int):
        return np.sqrt(a) if isinstance(a, np.generic) else math.sqrt(a)
    if isinstance(a, int | np.integer) and isinstance(b, int | np.integer):
        return a**b
    value = elementary("pow")(float(a), float(b))
    if not isinstance(a, np.generic) and not isinstance(b, np.generic):
        if a == 0.0 and -math.inf < b < 0.0:
            raise ZeroDivisionError
        if a < 0.0 and math.isfinite(b) and b != math.floor(b):
            raise ValueError
        return value
    return np.float64(value)


def power_in_place(a: Any, b: Any, literal: bool) -> Any:
    """``a **= b``."""
    result = power(a, b, literal)
    if not isinstance(a, np.ndarray):
        return result
    a[...] = result
    return a


def power(a: Any, b: Any, literal: bool = False) -> Any:
    """``a**b``; ``literal`` says that the source has a number as its exponent."""
    if isinstance(a, np.ndarray) or isinstance(b, np.ndarray):
        if literal and a.dtype.kind == "f" and (b == 0.5 or (0 < b == int(b) <= 16)):
            return scalar_power(a, b, True) if b != 0.5 else np.sqrt(a)
        shape = np.broadcast(a, b)
        out = [scalar_power(x if isinstance(a, np.ndarray) else a, y if not literal else b, literal) for x, y in shape]
        return np.array(out).reshape(shape.shape)
    return scalar_power(a, b, literal)
