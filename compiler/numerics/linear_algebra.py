"""Small dense linear algebra: Gaussian elimination with partial pivoting, Householder least squares."""

from typing import Any

import numpy as np


def _eliminate(m: Any, n: Any, width: Any) -> Any:
    """Forward elimination in place; returns the sign of the row permutation."""
    sign = 1.0
    for k in range(n):
        best = k
        size = abs(m[k, k])
        for i in range(k + 1, n):
            candidate = abs(m[i, k])
            if candidate > size:
                size = candidate
                best = i
        if best != k:
            sign = -sign
        for j in range(width):
            upper = m[k, j]
            m[k, j] = m[best, j]
            m[best, j] = upper
        for i in range(k + 1, n):
            factor = m[i, k] / m[k, k]
            for j in range(k + 1, width):
                m[i, j] = m[i, j] - factor * m[k, j]
            m[i, k] = 0.0
    return sign


def _augmented(a: Any, b: Any, n: Any, columns: Any) -> Any:
    m = np.zeros((n, n + columns))
    for i in range(n):
        for j in range(n):
            m[i, j] = a[i, j]
        for j in range(columns):
            m[i, n + j] = b[i, j]
    return m


def _back_substitute(m: Any, n: Any, columns: Any) -> Any:
    x = np.zeros((n, columns))
    for j in range(columns):
        for r in range(n):
            i = n - 1 - r
            total = m[i, n + j]
            for k in range(i + 1, n):
                total = total - m[i, k] * x[k, j]
            x[i, j] = total / m[i, i]
    return x


def solve(a: Any, b: Any) -> Any:
    n = a.shape[0]
    if b.ndim == 1:
        m = _augmented(a, b.reshape(n, 1), n, 1)
        _eliminate(m, n, n + 1)
        return _back_substitute(m, n, 1).reshape(n)
    columns = b.shape[1]
    m = _augmented(a, b, n, columns)
    _eliminate(m, n, n + columns)
    return _back_substitute(m, n, columns)


def inv(a: Any) -> Any:
    n = a.shape[0]
    return solve(a, np.eye(n))


def det(a: Any) -> Any:
    n = a.shape[0]
    m = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            m[i, j] = a[i, j]
    sign = _eliminate(m, n, n)
    product = sign
    for i in range(n):
        product = product * m[i, i]
    return product


def lstsq(a: Any, b: Any) -> Any:
    """Least squares by Householder reflections; columns without weight get 0. With fewer rows than columns, the shortest
    solution."""
    rows, n = a.shape
    if rows < n:
        return _least_norm(a, b)
    q = a.astype(float).copy()
    y = b.astype(float).copy()
    x = np.zeros(n)
    diagonal = np.zeros(n)
    for k in range(n):
        norm = 0.0
        for i in range(rows):
            if i >= k:
                norm = norm + q[i, k] * q[i, k]
        norm = np.sqrt(norm)
        if norm > 0.0:
            alpha = -norm if q[k, k] > 0.0 else norm
            q[k, k] = q[k, k] - alpha
            weight = 0.0
            for i in range(rows):
                if i >= k:
                    weight = weight + q[i, k] * q[i, k]
            for j in range(k + 1, n):
                total = 0.0
                for i in range(rows):
                    if i >= k:
                        total = total + q[i, k] * q[i, j]
                scale = 2.0 * total / weight
                for i in range(rows):
                    if i >= k:
                        q[i, j] = q[i, j] - scale * q[i, k]
            total = 0.0
            for i in range(rows):
                if i >= k:
                    total = total + q[i, k] * y[i]
            scale = 2.0 * total / weight
            for i in range(rows):
                if i >= k:
                    y[i] = y[i] - scale * q[i, k]
            diagonal[k] = alpha
    for r in range(n):
        k = n - 1 - r
        total = y[k]
        for j in range(k + 1, n):
            total = total - q[k, j] * x[j]
        if abs(diagonal[k]) > 1e-300:
            x[k] = total / diagonal[k]
    return x


def cholesky(a: Any) -> Any:
    """The lower factor, row by row from the left; NaN where the matrix is not positive definite."""
    n = a.shape[0]
    factor = np.zeros((n, n))
    for j in range(n):
        total = a[j, j]
        for k in range(j):
            total = total - factor[j, k] * factor[j, k]
        pivot = np.sqrt(total) if total > 0.0 else np.nan
        factor[j, j] = pivot
        for i in range(j + 1, n):
            total = a[i, j]
            for k in range(j):
                total = total - factor[i, k] * factor[j, k]
            factor[i, j] = total / pivot
    return factor


def _least_norm(a: Any, b: Any) -> Any:
    """The shortest solution of fewer equations than unknowns: with ``a.T = q r``, ``r.T z = b`` and then ``q z``."""
    rows, n = a.shape
    q = a.T.astype(float).copy()
    diagonal = np.zeros(rows)
    weights = np.zeros(rows)
    for k in range(rows):
        norm = 0.0
        for i in range(n):
            if i >= k:
                norm = norm + q[i, k] * q[i, k]
        norm = np.sqrt(norm)
        if norm > 0.0:
            alpha = -norm if q[k, k] > 0.0 else norm
            q[k, k] = q[k, k] - alpha
            weight = 0.0
            for i in range(n):
                if i >= k:
                    weight = weight + q[i, k] * q[i, k]
            for j in range(k + 1, rows):
                total = 0.0
                for i in range(n):
                    if i >= k:
                        total = total + q[i, k] * q[i, j]
                scale = 2.0 * total / weight
                for i in range(n):
                    if i >= k:
                        q[i, j] = q[i, j] - scale * q[i, k]
            diagonal[k] = alpha
            weights[k] = weight
    x = np.zeros(n)
    for k in range(rows):
        total = float(b[k])
        for j in range(k):
            total = total - q[j, k] * x[j]
        if abs(diagonal[k]) > 1e-300:
            x[k] = total / diagonal[k]
    for r in range(rows):
        k = rows - 1 - r
        if weights[k] > 0.0:
            total = 0.0
            for i in range(n):
                if i >= k:
                    total = total + q[i, k] * x[i]
            scale = 2.0 * total / weights[k]
            for i in range(n):
                if i >= k:
                    x[i] = x[i] - scale * q[i, k]
    return x
