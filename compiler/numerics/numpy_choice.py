"""What both of NumPy's generators do with sequences. ``generator`` is a ``RandomState`` or a ``Generator``."""

from typing import Any

import numpy as np

from ppc.compiler.numerics.words import require


def shuffle(generator: Any, x: Any) -> None:
    n = len(x)
    for k in range(n - 1):
        i = n - 1 - k
        j = max(0, min(generator.interval(i), i))
        last = x[i]
        x[i] = x[j]
        x[j] = last


def permutation(generator: Any, n: Any) -> Any:
    """The numbers from 0 to ``n`` - 1, shuffled."""
    order = np.arange(n)
    shuffle(generator, order)
    return order


def cumulative(p: Any) -> Any:
    """Probabilities as a distribution function that ends at 1."""
    total = 0.0
    for i in range(len(p)):
        require(p[i] >= 0.0)
        total = total + p[i]
    require(abs(total - 1.0) <= 1.4901161193847656e-08)  # the square root of the spacing at 1
    sums = np.cumsum(p)
    return sums / sums[len(p) - 1]


def by_weight(generator: Any, distribution: Any) -> Any:
    """A position, chosen by a distribution function."""
    u = generator.random()
    position = 0
    for i in range(len(distribution)):
        if distribution[i] <= u:
            position = position + 1
    return max(0, min(position, len(distribution) - 1))


def distinct(generator: Any, n: Any, k: Any) -> Any:
    """``k`` different positions of ``n``, by Floyd's algorithm, then shuffled."""
    chosen = np.zeros(k, dtype=int)
    for i in range(k):
        j = n - k + i
        value = generator.below(j + 1)
        for m in range(k):
            if m < i and chosen[m] == value:
                value = j
        chosen[i] = value
    for m in range(k - 1):
        i = k - 1 - m
        j = max(0, min(generator.below(i + 1), i))
        last = chosen[i]
        chosen[i] = chosen[j]
        chosen[j] = last
    return chosen
