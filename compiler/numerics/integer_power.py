"""Integers to the power of integers that are known at run time only."""

from ppc.compiler.numerics.words import wrap


def integer_power(base: int, exponent: int) -> int:
    """``base`` to a power from 0 up, modulo 2**64. Of exponents that no 64 bits hold but for -1, 0 and 1, the parity counts."""
    n = exponent if exponent < 64 else 62 + (exponent & 1)
    result = 1
    for _ in range(6):
        if n & 1:
            result = wrap(result * base)
        base = wrap(base * base)
        n = n >> 1
    return result
