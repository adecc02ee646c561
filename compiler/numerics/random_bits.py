"""The bit arithmetic of the Mersenne Twister MT19937 and of PCG64 (XSL-RR 128/64), as pure functions of 64-bit words.

Each is one IR function, so that a generator that is inlined at many places stays small. Words are signed; unsigned
quantities are recovered by masking after each shift to the right. Sources: M. Matsumoto and T. Nishimura, ACM TOMACS 8
(1998) 3; M. O'Neill, "PCG: A Family of Simple Fast Space-Efficient Statistically Good Algorithms", HMC-CS-2014-0905.
"""

from ppc.compiler.elementary.primitives import f64_bits
from ppc.compiler.numerics.words import wrap

LOW_32 = 0xFFFFFFFF
LOW_53 = 0x1FFFFFFFFFFFFF
LOW_63 = 0x7FFFFFFFFFFFFFFF
MULTIPLIER_HIGH = 0x2360ED051FC65DA4
MULTIPLIER_LOW = 0x4385DF649FCCF645


def mt_twist(current: int, following: int, far: int) -> int:
    """The next value of a state word, from it, its successor and the word 397 places on."""
    y = (current & 0x80000000) | (following & 0x7FFFFFFF)
    return far ^ (y >> 1) ^ (-(y & 1) & 0x9908B0DF)


def mt_temper(y: int) -> int:
    """The 32 bits that a state word puts out."""
    y = y ^ (y >> 11)
    y = y ^ ((y << 7) & 0x9D2C5680)
    y = y ^ ((y << 15) & 0xEFC60000)
    return y ^ (y >> 18)


def mt_double(high: int, low: int) -> float:
    """Two 32-bit words as a float in [0, 1) with 53 random bits."""
    return ((high >> 5) * 67108864.0 + (low >> 6)) * 1.1102230246251565e-16


def pcg_low(low: int, increment_low: int) -> int:
    """The lower half of the 128-bit state after a step."""
    return wrap(low * MULTIPLIER_LOW + increment_low)


def pcg_high(high: int, low: int, increment_high: int, increment_low: int) -> int:
    """The upper half of the 128-bit state after a step."""
    carried = low * MULTIPLIER_LOW
    total = carried + increment_low
    carry = (((carried & increment_low) | ((carried | increment_low) & ~total)) >> 63) & 1
    return wrap(upper_product(low, MULTIPLIER_LOW) + high * MULTIPLIER_LOW + low * MULTIPLIER_HIGH + increment_high + carry)


def pcg_output(high: int, low: int) -> int:
    """The 64 bits that a state puts out: both halves exclusive-or'ed, rotated right by the top six bits."""
    x = high ^ low
    count = (high >> 58) & 63
    right = (x >> count) & ((1 << (64 - count)) - 1)
    return wrap(right | (x << ((64 - count) & 63)))


def upper_product(a: int, b: int) -> int:
    """The upper 64 bits of the product of two unsigned 64-bit words."""
    a0 = a & LOW_32
    a1 = (a >> 32) & LOW_32
    b0 = b & LOW_32
    b1 = (b >> 32) & LOW_32
    middle = a1 * b0 + (((a0 * b0) >> 32) & LOW_32)
    other = a0 * b1 + (middle & LOW_32)
    return wrap(a1 * b1 + ((middle >> 32) & LOW_32) + ((other >> 32) & LOW_32))


def scaled(word: int, n: int) -> int:
    """The lower 64 bits of a product."""
    return wrap(word * n)


def multiplied(a: int, b: int) -> int:
    """The product of two unsigned 32-bit words, modulo 2**32."""
    return (a * b) & LOW_32


def unit_double(word: int) -> float:
    """The upper 53 bits of a 64-bit word as a float in [0, 1)."""
    return ((word >> 11) & LOW_53) * 1.1102230246251565e-16


def bit_length(n: int) -> int:
    """How many bits ``n``, from 0 to 2**63 - 1, has."""
    high = n >> 32
    part = high if high > 0 else n
    bits = (f64_bits(part * 1.0) >> 52) - 1022 if part > 0 else 0
    return bits + 32 if high > 0 else bits


def bit_mask(n: int) -> int:
    """The smallest 2**k - 1 that is at least ``n``, from 0 to 2**63 - 1."""
    return LOW_63 >> (63 - bit_length(n))
