"""Error-free transformations: a sum or product as a rounded value and its exact error.

Without a fused multiply-add, products go by Veltkamp's split and Dekker's sum.
"""

SPLITTER = 134217729.0  # 2**27 + 1


def _two_sum(a: float, b: float) -> tuple[float, float]:
    """Return a + b exactly as (rounded sum, error), for any order of magnitude."""
    total = a + b
    part = total - a
    return total, (a - (total - part)) + (b - part)


def _fast_two_sum(a: float, b: float) -> tuple[float, float]:
    """Return a + b exactly as (rounded sum, error), for |a| >= |b| or a == 0."""
    total = a + b
    return total, b - (total - a)


def _two_product(a: float, b: float) -> tuple[float, float]:
    """Return a * b exactly as (rounded product, error).

    Exact while |a|, |b| < 2**995 and the error does not underflow.
    """
    product = a * b
    scaled_a = SPLITTER * a
    high_a = scaled_a - (scaled_a - a)
    low_a = a - high_a
    scaled_b = SPLITTER * b
    high_b = scaled_b - (scaled_b - b)
    low_b = b - high_b
    error = ((high_a * high_b - product) + high_a * low_b + low_a * high_b) + low_a * low_b
    return product, error


def _two_square(a: float) -> tuple[float, float]:
    """Return a * a exactly as (rounded square, error), within the limits of `_two_product`."""
    square = a * a
    scaled = SPLITTER * a
    high = scaled - (scaled - a)
    low = a - high
    return square, ((high * high - square) + 2.0 * high * low) + low * low
