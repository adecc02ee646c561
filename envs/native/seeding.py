"""The first random numbers of an environment: NumPy's SeedSequence and PCG64, compiled.

``np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed))).random(n)`` bit for bit, for 0 <= seed < 2**63,
in well under a microsecond a seed. Constants are those of O'Neill's seed_seq proposal and of PCG64 (XSL-RR 128/64).
"""

# mypy: disable-error-code="no-untyped-def, no-untyped-call, untyped-decorator"

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from ppc.envs.native.machine_code import load

MAX_SEED = 2**63 - 1


def uniforms(seeds: np.ndarray[Any, np.dtype[np.int64]], count: int) -> np.ndarray[Any, np.dtype[np.float64]]:
    """The first ``count`` doubles in [0, 1) of each seed's generator: f64[S, count] for i64[S]."""
    draws = np.empty((len(seeds), count))
    _entry()(seeds.ctypes.data, len(seeds), count, draws.ctypes.data)
    return draws


@cache
def _entry() -> Any:
    return load("seeding", _build)


def _build() -> Any:
    from numba import njit, uint32, uint64

    from ppc.envs.native.pointers import f64_at, i64_at

    inline = njit(error_model="numpy", forceinline=True)

    @inline
    def hash_word(value, constant, factor):
        value = uint32(value ^ constant)
        constant = uint32(constant * factor)
        value = uint32(value * constant)
        return uint32(value ^ (value >> uint32(16))), constant

    @inline
    def mix(x, y):
        result = uint32(uint32(uint32(0xCA01F9DD) * x) - uint32(uint32(0x4973F715) * y))
        return uint32(result ^ (result >> uint32(16)))

    @inline
    def multiply(a, b):
        """128-bit product of two 64-bit numbers: (high, low)."""
        mask, half = uint64(0xFFFFFFFF), uint64(32)
        a_high, a_low, b_high, b_low = a >> half, a & mask, b >> half, b & mask
        low, high = a_low * b_low, a_high * b_high
        middle = a_high * b_low + (low >> half)
        other = a_low * b_high + (middle & mask)
        return high + (middle >> half) + (other >> half), (other << half) | (low & mask)

    @inline
    def advance(high, low, inc_high, inc_low):
        factor_high, factor_low = uint64(0x2360ED051FC65DA4), uint64(0x4385DF649FCCF645)
        carry, new_low = multiply(low, factor_low)
        new_high = carry + high * factor_low + low * factor_high
        total = new_low + inc_low
        return new_high + inc_high + (uint64(1) if total < inc_low else uint64(0)), total

    @inline
    def state_words(seed):
        """``SeedSequence(seed).generate_state(4, np.uint64)``."""
        zero = uint32(0)
        constant, factor = uint32(0x43B0D7E5), uint32(0x931E8875)
        p0, constant = hash_word(uint32(seed & uint64(0xFFFFFFFF)), constant, factor)
        p1, constant = hash_word(uint32(seed >> uint64(32)), constant, factor)
        p2, constant = hash_word(zero, constant, factor)
        p3, constant = hash_word(zero, constant, factor)
        # Every word of the pool into every other, in order.
        h, constant = hash_word(p0, constant, factor)
        p1 = mix(p1, h)
        h, constant = hash_word(p0, constant, factor)
        p2 = mix(p2, h)
        h, constant = hash_word(p0, constant, factor)
        p3 = mix(p3, h)
        h, constant = hash_word(p1, constant, factor)
        p0 = mix(p0, h)
        h, constant = hash_word(p1, constant, factor)
        p2 = mix(p2, h)
        h, constant = hash_word(p1, constant, factor)
        p3 = mix(p3, h)
        h, constant = hash_word(p2, constant, factor)
        p0 = mix(p0, h)
        h, constant = hash_word(p2, constant, factor)
        p1 = mix(p1, h)
        h, constant = hash_word(p2, constant, factor)
        p3 = mix(p3, h)
        h, constant = hash_word(p3, constant, factor)
        p0 = mix(p0, h)
        h, constant = hash_word(p3, constant, factor)
        p1 = mix(p1, h)
        h, constant = hash_word(p3, constant, factor)
        p2 = mix(p2, h)
        constant, factor = uint32(0x8B51F9DD), uint32(0x58F38DED)
        half = uint64(32)
        a, constant = hash_word(p0, constant, factor)
        b, constant = hash_word(p1, constant, factor)
        w0 = uint64(a) | (uint64(b) << half)
        a, constant = hash_word(p2, constant, factor)
        b, constant = hash_word(p3, constant, factor)
        w1 = uint64(a) | (uint64(b) << half)
        a, constant = hash_word(p0, constant, factor)
        b, constant = hash_word(p1, constant, factor)
        w2 = uint64(a) | (uint64(b) << half)
        a, constant = hash_word(p2, constant, factor)
        b, constant = hash_word(p3, constant, factor)
        w3 = uint64(a) | (uint64(b) << half)
        return w0, w1, w2, w3

    def fill(seeds_address, count, draws, out_address):
        seeds, out = i64_at(seeds_address), f64_at(out_address)
        one = uint64(1)
        for s in range(count):
            w0, w1, w2, w3 = state_words(uint64(seeds[s]))
            inc_high, inc_low = (w2 << one) | (w3 >> uint64(63)), (w3 << one) | one
            high, low = advance(uint64(0), uint64(0), inc_high, inc_low)
            low_sum = low + w1
            high = high + w0 + (one if low_sum < w1 else uint64(0))
            high, low = advance(high, low_sum, inc_high, inc_low)
            for k in range(draws):
                high, low = advance(high, low, inc_high, inc_low)
                turn = high >> uint64(58)
                word = high ^ low
                word = (word >> turn) | (word << ((uint64(64) - turn) & uint64(63)))
                out[s * draws + k] = np.float64(word >> uint64(11)) * (1.0 / 9007199254740992.0)
        return 0

    return fill, ("i64", "i64", "i64", "i64")
