"""Polynomials: evaluation by Horner's rule, least-squares fits."""

from typing import Any

import numpy as np

from ppc.compiler.numerics.linear_algebra import lstsq


def polyval(p: Any, x: Any) -> Any:
    y = x * 0.0
    for c in p:
        y = y * x + c
    return y


def polyfit(x: Any, y: Any, degree: Any) -> Any:
    """Columns of powers, highest first, each scaled to length one."""
    n = x.shape[0]
    m = np.zeros((n, degree + 1))
    scale = np.zeros(degree + 1)
    for j in range(degree + 1):
        total = 0.0
        for i in range(n):
            power = 1.0
            for _ in range(degree - j):
                power = power * x[i]
            m[i, j] = power
            total = total + power * power
        scale[j] = np.sqrt(total)
        for i in range(n):
            m[i, j] = m[i, j] / scale[j]
    c = lstsq(m, y)
    for j in range(degree + 1):
        c[j] = c[j] / scale[j]
    return c
