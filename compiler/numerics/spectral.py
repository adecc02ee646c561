"""Singular values and what follows from them, by Jacobi's rotations; eigenvalues of symmetric matrices; ``qr``.

All of it is unique but for rounding. Eigenvectors and singular vectors are not: their signs are LAPACK's.
"""

from typing import Any

import numpy as np

from ppc.compiler.numerics.linear_algebra import _eliminate

SWEEPS = 60


def _turn(m: Any, rows: Any, p: Any, q: Any, c: Any, s: Any) -> None:
    """Rotates two columns."""
    for i in range(rows):
        left = m[i, p]
        right = m[i, q]
        m[i, p] = c * left - s * right
        m[i, q] = s * left + c * right


def _tangent(zeta: Any) -> Any:
    """The smaller one of the angles that make two columns orthogonal."""
    size = abs(zeta) + np.sqrt(1.0 + zeta * zeta)
    return 1.0 / size if zeta >= 0.0 else -1.0 / size


def _orthogonal(u: Any, v: Any) -> None:
    """Rotates the columns of ``u`` until they are orthogonal, and those of ``v`` with them."""
    rows, n = u.shape
    for _ in range(SWEEPS):
        turned = False
        for p in range(n):
            for q in range(p + 1, n):
                alpha = 0.0 * u[0, p]
                beta = alpha
                gamma = alpha
                for i in range(rows):
                    alpha = alpha + u[i, p] * u[i, p]
                    beta = beta + u[i, q] * u[i, q]
                    gamma = gamma + u[i, p] * u[i, q]
                if abs(gamma) > 1e-15 * np.sqrt(alpha) * np.sqrt(beta):
                    turned = True
                    t = _tangent((beta - alpha) / (2.0 * gamma))
                    c = 1.0 / np.sqrt(1.0 + t * t)
                    _turn(u, rows, p, q, c, c * t)
                    _turn(v, n, p, q, c, c * t)
        if not turned:
            break


def _lengths(u: Any) -> Any:
    """The lengths of the columns."""
    rows, n = u.shape
    sizes = np.zeros(n)
    for j in range(n):
        total = 0.0
        for i in range(rows):
            total = total + u[i, j] * u[i, j]
        sizes[j] = np.sqrt(total)
    return sizes


def singular_values(a: Any) -> Any:
    """The singular values, the largest first."""
    u = a.copy() if a.shape[0] >= a.shape[1] else a.T.copy()
    _orthogonal(u, np.eye(u.shape[1]))
    return np.sort(_lengths(u))[::-1]


def pinv(a: Any, rcond: Any) -> Any:
    rows, n = a.shape
    wide = rows < n
    u = a.T.copy() if wide else a.copy()
    v = np.eye(u.shape[1])
    _orthogonal(u, v)
    sizes = _lengths(u)
    limit = rcond * np.max(sizes)
    for j in range(u.shape[1]):
        scale = 1.0 / (sizes[j] * sizes[j]) if sizes[j] > limit else 0.0
        for i in range(u.shape[1]):
            v[i, j] = v[i, j] * scale
    return _product(u, v) if wide else _product(v, u)


def _product(a: Any, b: Any) -> Any:
    """The rows of ``a`` times the rows of ``b``."""
    result = np.zeros((a.shape[0], b.shape[0]))
    for i in range(a.shape[0]):
        for j in range(b.shape[0]):
            total = 0.0
            for k in range(a.shape[1]):
                total = total + a[i, k] * b[j, k]
            result[i, j] = total
    return result


def cond(a: Any) -> Any:
    sizes = singular_values(a)
    return np.inf if sizes[-1] == 0.0 else sizes[0] / sizes[-1]


def matrix_rank(a: Any) -> Any:
    sizes = singular_values(a)
    limit = sizes[0] * max(a.shape[0], a.shape[1]) * 2.220446049250313e-16
    return np.sum(sizes > limit)


def spectral_norm(a: Any) -> Any:
    return singular_values(a)[0]


def nuclear_norm(a: Any) -> Any:
    total = 0.0
    for value in singular_values(a):
        total = total + value
    return total


def eigvalsh(a: Any) -> Any:
    """The eigenvalues of the symmetric matrix that the lower triangle gives, the smallest first."""
    n = a.shape[0]
    m = np.zeros((n, n))
    for i in range(n):
        for j in range(i + 1):
            m[i, j] = a[i, j]
            m[j, i] = a[i, j]
    for _ in range(SWEEPS):
        turned = False
        for p in range(n):
            for q in range(p + 1, n):
                if abs(m[p, q]) > 1e-16 * (abs(m[p, p]) + abs(m[q, q])):
                    turned = True
                    t = _tangent((m[q, q] - m[p, p]) / (2.0 * m[p, q]))
                    c = 1.0 / np.sqrt(1.0 + t * t)
                    _turn(m, n, p, q, c, c * t)
                    _turn(m.T, n, p, q, c, c * t)
                    m[p, q] = 0.0
                    m[q, p] = 0.0
        if not turned:
            break
    values = np.zeros(n)
    for i in range(n):
        values[i] = m[i, i]
    return np.sort(values)


def qr(a: Any) -> Any:
    """Householder's reflections with LAPACK's signs, and only the columns that count."""
    rows, n = a.shape
    r = a.copy()
    least = min(rows, n)
    q = np.zeros((rows, least))
    for j in range(least):
        q[j, j] = 1.0
    w = np.zeros((rows, least))
    for k in range(least):
        below = 0.0
        for i in range(k + 1, rows):
            below = below + r[i, k] * r[i, k]
        if below > 0.0:
            norm = np.sqrt(r[k, k] * r[k, k] + below)
            beta = norm if r[k, k] < 0.0 else -norm
            w[k, k] = r[k, k] - beta
            for i in range(k + 1, rows):
                w[i, k] = r[i, k]
            scale = 2.0 / (w[k, k] * w[k, k] + below)
            _reflect(r, w, k, rows, n, scale)
            for i in range(k + 1, rows):
                r[i, k] = 0.0
    for m in range(least):
        k = least - 1 - m
        weight = 0.0
        for i in range(k, rows):
            weight = weight + w[i, k] * w[i, k]
        if weight > 0.0:
            _reflect(q, w, k, rows, least, 2.0 / weight)
    return q, r[:least]


def _reflect(m: Any, w: Any, k: Any, rows: Any, columns: Any, scale: Any) -> None:
    for j in range(columns):
        total = 0.0
        for i in range(k, rows):
            total = total + w[i, k] * m[i, j]
        total = scale * total
        for i in range(k, rows):
            m[i, j] = m[i, j] - total * w[i, k]


def slogdet(a: Any) -> Any:
    n = a.shape[0]
    m = a.copy()
    sign = _eliminate(m, n, n)
    total = 0.0
    for i in range(n):
        pivot = m[i, i]
        sign = sign if pivot > 0.0 else -sign if pivot < 0.0 else 0.0 * sign
        total = total + (np.log(abs(pivot)) if abs(pivot) > 0.0 else -np.inf)
    return sign, total
