"""Functions of NumPy's that are made of others, in the policy language: what they are made of decides about every bit."""

import itertools
from typing import Any

import numpy as np

from ppc.compiler.numerics.words import require

LOG_2 = 0.6931471805599453
TWO_PI = 6.283185307179586
PI = 3.141592653589793


def logaddexp(x1: Any, x2: Any) -> Any:
    d = np.subtract(x1, x2)
    near = np.where(d > 0, x1 + np.log1p(np.exp(-d)), np.add(x2, np.log1p(np.exp(d))))
    return 1.0 * np.where(np.equal(x1, x2), np.add(x1, LOG_2), np.where(np.isnan(d), d, near))


def logspace(start: Any, stop: Any, num: Any = 50, endpoint: Any = True, base: Any = 10.0) -> Any:
    return np.power(base, np.linspace(start, stop, num, endpoint=endpoint))


def geomspace(start: Any, stop: Any, num: Any = 50) -> Any:
    require(start > 0.0 and stop > 0.0)
    grid = np.power(10.0, np.linspace(np.log10(start), np.log10(stop), num))
    grid[0] = start
    if num > 1:
        grid[num - 1] = stop
    return grid


def vander(x: Any, N: Any = None, increasing: Any = False) -> Any:
    x = np.asarray(x)
    columns = len(x) if N is None else N
    powers = [np.ones_like(x)]
    for _ in range(columns - 1):
        powers.append(powers[-1] * x)
    return np.stack(powers if increasing else powers[::-1], axis=1)


def unwrap(p: Any) -> Any:
    p = np.asarray(p)
    steps = np.diff(p)
    turns = np.mod(steps + PI, TWO_PI) - PI
    turns = np.where((turns == -PI) & (steps > 0), PI, turns)
    more = np.where(np.abs(steps) < PI, 0.0, turns - steps)
    return np.concatenate([p[:1], p[1:] + np.cumsum(more)])


def cov(m: Any, y: Any = None, rowvar: Any = True, bias: Any = False, ddof: Any = None) -> Any:
    x = np.atleast_2d(np.asarray(m) * 1.0)
    x = x.T if np.ndim(m) == 2 and not rowvar else x
    if y is not None:
        require(rowvar or np.ndim(y) == 1)
        x = np.concatenate([x, np.atleast_2d(np.asarray(y) * 1.0)])
    less = (0 if bias else 1) if ddof is None else ddof
    x = x - np.mean(x, axis=1)[:, None]
    c = np.matmul(x, x.T) * (1.0 / (x.shape[1] - less))
    return c[0, 0] if x.shape[0] == 1 else c


def corrcoef(x: Any, y: Any = None) -> Any:
    c = cov(x, y)
    s = np.sqrt(np.diag(c))
    return np.clip(c / s[:, None] / s[None, :], -1.0, 1.0)


def histogram(a: Any, bins: Any = 10, range: Any = None, density: Any = False) -> Any:
    x = np.ravel(a)
    edges = bins
    if np.ndim(bins) == 0:
        if range is None:
            low, high = np.min(x) * 1.0, np.max(x) * 1.0
        else:
            low, high = range[0] * 1.0, range[1] * 1.0
        require(np.isfinite(low) and np.isfinite(high) and low <= high)
        same = low == high
        edges = np.linspace(low - 0.5 if same else low, high + 0.5 if same else high, bins + 1)
    edges = np.asarray(edges)
    n = len(edges) - 1
    counts = np.zeros(n, dtype=int)
    for v in x:
        if v >= edges[0] and v <= edges[n]:
            k = min(np.searchsorted(edges, v, side="right") - 1, n - 1)
            counts[k] = counts[k] + 1
    if density:
        return counts / np.diff(edges) / np.sum(counts), edges
    return counts, edges


def ndindex(shape: Any) -> Any:
    return itertools.product(*[range(n) for n in shape])


def ndenumerate(a: Any) -> Any:
    a = np.asarray(a)
    return zip(itertools.product(*[range(n) for n in a.shape]), np.ravel(a), strict=True)


def fromiter(iter: Any, dtype: Any = float, count: Any = -1) -> Any:
    items = list(iter)
    require(count <= len(items))
    return np.array(items if count < 0 else items[:count], dtype=dtype)


def fromfunction(function: Any, shape: Any, dtype: Any = float) -> Any:
    axes = [np.arange(n).astype(dtype) for n in shape]
    return function(*np.meshgrid(*axes, indexing="ij"))


def ix_(rows: Any, columns: Any) -> Any:
    return np.asarray(rows)[:, None], np.asarray(columns)[None, :]


def take(a: Any, indices: Any, axis: Any = None, out: Any = None, mode: Any = "raise") -> Any:
    require(out is None)
    a = np.ravel(a) if axis is None else np.asarray(a)
    at = indices
    if mode == "clip":
        at = np.clip(indices, 0, a.shape[0 if axis is None else axis] - 1)
    elif mode == "wrap":
        at = np.mod(indices, a.shape[0 if axis is None else axis])
    rank = len(a.shape)
    place = 0 if axis is None else axis % rank
    if place == 0:
        return a[at]
    require(place == rank - 1 or place == 1)
    return a[..., at] if place == rank - 1 else a[:, at]


def put(a: Any, ind: Any, v: Any) -> None:
    for k, i in enumerate(np.ravel(ind)):
        a[i] = v if np.ndim(v) == 0 else v[k % len(v)]


def copyto(dst: Any, src: Any) -> None:
    dst[:] = src


def putmask(a: Any, mask: Any, values: Any) -> None:
    a[:] = np.where(mask, values, a)


def extract(condition: Any, arr: Any) -> Any:
    return np.ravel(arr)[np.ravel(condition)]


def choose(a: Any, choices: Any) -> Any:
    require(bool(np.all((np.asarray(a) >= 0) & (np.asarray(a) < len(choices)))))
    result = choices[0]
    for k in range(1, len(choices)):
        result = np.where(np.equal(a, k), choices[k], result)
    return result


def nanargmax(a: Any) -> Any:
    require(not np.all(np.isnan(a)))
    return np.argmax(np.where(np.isnan(a), -np.inf, a))


def nanargmin(a: Any) -> Any:
    require(not np.all(np.isnan(a)))
    return np.argmin(np.where(np.isnan(a), np.inf, a))


def nanprod(a: Any) -> Any:
    return np.prod(np.where(np.isnan(a), 1.0, a))


def union1d(ar1: Any, ar2: Any) -> Any:
    return np.unique(np.concatenate([np.ravel(ar1), np.ravel(ar2)]))


def intersect1d(ar1: Any, ar2: Any) -> Any:
    items = np.unique(ar1)
    return items[np.isin(items, ar2)]


def setdiff1d(ar1: Any, ar2: Any) -> Any:
    items = np.unique(ar1)
    return items[~np.isin(items, ar2)]


def ediff1d(ary: Any) -> Any:
    return np.diff(np.ravel(ary))


def tri(N: Any, M: Any = None, k: Any = 0) -> Any:
    return np.tril(np.ones((N, N if M is None else M)), k)


def broadcast_to(array: Any, shape: Any) -> Any:
    return np.where(np.ones(shape, dtype=bool), array, array)


def isposinf(x: Any) -> Any:
    return np.equal(x, np.inf)


def isneginf(x: Any) -> Any:
    return np.equal(x, -np.inf)


def add_at(a: Any, indices: Any, b: Any) -> None:
    for k, i in enumerate(np.ravel(indices)):
        a[i] = a[i] + (b if np.ndim(b) == 0 else b[k])


def subtract_at(a: Any, indices: Any, b: Any) -> None:
    for k, i in enumerate(np.ravel(indices)):
        a[i] = a[i] - (b if np.ndim(b) == 0 else b[k])


def polyder(p: Any) -> Any:
    p = np.asarray(p)
    return p[:-1] * np.arange(len(p) - 1, 0, -1)


def polymul(a1: Any, a2: Any) -> Any:
    return np.convolve(a1, a2)


def hanning(M: Any) -> Any:
    return 0.5 + 0.5 * np.cos(PI * np.arange(1 - M, M, 2) / (M - 1))


def hamming(M: Any) -> Any:
    return 0.54 + 0.46 * np.cos(PI * np.arange(1 - M, M, 2) / (M - 1))


def moveaxis(a: Any, source: Any, destination: Any) -> Any:
    rank = np.ndim(a)
    order = [k for k in range(rank) if k != source % rank]
    order.insert(destination % rank, source % rank)
    return np.transpose(a, order)


def modf(x: Any) -> Any:
    whole = np.trunc(x)
    return np.copysign(np.where(np.isinf(x), 0.0, np.subtract(x, whole)), x), whole


def divmod(x1: Any, x2: Any) -> Any:
    return np.floor_divide(x1, x2), np.mod(x1, x2)
