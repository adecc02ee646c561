"""Functions of ``math`` of integers that are known at run time only, each exact."""

from typing import Any


def gcd(a: Any, b: Any) -> Any:
    a = abs(a)
    b = abs(b)
    for _ in range(96):  # more than Euclid needs for 64 bits
        if b == 0:
            break
        rest = a % b
        a = b
        b = rest
    return a


def lcm(a: Any, b: Any) -> Any:
    if a == 0 or b == 0:
        return 0
    return abs(a // gcd(a, b) * b)


def isqrt(n: Any) -> Any:
    """The root in double precision is off by a few units at most."""
    root = int(max(n, 0) ** 0.5)
    if root > 3037000499:
        root = 3037000499  # whose square is the last that 64 bits hold
    if root * root > n:
        root = root - 1
    if root < 3037000499 and (root + 1) * (root + 1) <= n:
        root = root + 1
    return root


def perm(n: Any, k: Any) -> Any:
    result = 1
    for i in range(20):
        if i < k:
            result = result * (n - i)
    return result


def factorial(n: Any) -> Any:
    return perm(n, n)


def comb(n: Any, k: Any) -> Any:
    """Factor by factor, without a product that is larger than the result."""
    if k < 0 or k > n:
        return 0
    least = min(k, n - k)
    result = 1
    for i in range(31):
        if i < least:
            result = result // (i + 1) * (n - i) + result % (i + 1) * (n - i) // (i + 1)
    return result


def bit_count(n: Any) -> Any:
    """The ones of ``abs(n)``: counted in pairs of bits, in fours, in eights and so on."""
    x = abs(n)
    x = x - ((x >> 1) & 0x5555555555555555)
    x = (x & 0x3333333333333333) + ((x >> 2) & 0x3333333333333333)
    x = (x + (x >> 4)) & 0x0F0F0F0F0F0F0F0F
    x = x + (x >> 8)
    x = x + (x >> 16)
    x = x + (x >> 32)
    return x & 127
