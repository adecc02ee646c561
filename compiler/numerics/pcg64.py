"""PCG64 as NumPy has it: a 128-bit linear congruential generator, its seed spread by ``SeedSequence``."""

from typing import Any

import numpy as np

from ppc.compiler.numerics.random_bits import multiplied, pcg_high, pcg_low, pcg_output, unit_double
from ppc.compiler.numerics.words import wrap


def pool_of(low: Any, high: Any) -> Any:
    """SeedSequence's pool of four 32-bit words, from a seed of two."""
    pool = np.zeros(4, dtype=int)
    factor = 0x43B0D7E5
    for i in range(4):
        value = (low if i == 0 else high if i == 1 else 0) ^ factor
        factor = multiplied(factor, 0x931E8875)
        value = multiplied(value, factor)
        pool[i] = value ^ (value >> 16)
    for source in range(4):
        for target in range(4):
            if source != target:
                value = pool[source] ^ factor
                factor = multiplied(factor, 0x931E8875)
                value = multiplied(value, factor)
                value = value ^ (value >> 16)
                mixed = (multiplied(pool[target], 0xCA01F9DD) - multiplied(value, 0x4973F715)) & 0xFFFFFFFF
                pool[target] = mixed ^ (mixed >> 16)
    return pool


def seed_state(low: Any, high: Any) -> Any:
    """State and increment as (upper, lower, upper, lower) words, for a seed of two 32-bit words."""
    pool = pool_of(low, high)
    halves = np.zeros(8, dtype=int)
    factor = 0x8B51F9DD
    for i in range(8):
        value = pool[i % 4] ^ factor
        factor = multiplied(factor, 0x58F38DED)
        value = multiplied(value, factor)
        halves[i] = value ^ (value >> 16)
    seed_high = int(halves[0] | (halves[1] << 32))
    seed_low = int(halves[2] | (halves[3] << 32))
    sequence_high = int(halves[4] | (halves[5] << 32))
    sequence_low = int(halves[6] | (halves[7] << 32))
    increment_high = wrap((sequence_high << 1) | ((sequence_low >> 63) & 1))
    increment_low = wrap((sequence_low << 1) | 1)
    # From state 0: a step, which leaves the increment; the seed added; another step.
    start_low = increment_low + seed_low
    carry = (((increment_low & seed_low) | ((increment_low | seed_low) & ~start_low)) >> 63) & 1
    start_high = increment_high + seed_high + carry
    state_high = pcg_high(start_high, start_low, increment_high, increment_low)
    return state_high, pcg_low(start_low, increment_low), increment_high, increment_low


class PCG64:
    """The state and the increment, 128 bits each, and the upper half of a word of which one half was used."""

    def __init__(self, high: Any, low: Any, increment_high: Any, increment_low: Any) -> None:
        self.high = high
        self.low = low
        self.increment_high = increment_high
        self.increment_low = increment_low
        self.half = 0
        self.has_half = False

    def next64(self) -> Any:
        """The next 64 bits, signed."""
        high = pcg_high(self.high, self.low, self.increment_high, self.increment_low)
        self.low = pcg_low(self.low, self.increment_low)
        self.high = high
        return pcg_output(high, self.low)

    def next32(self) -> Any:
        """The next 32 bits: the two halves of a word in turn, the lower one first."""
        if self.has_half:
            self.has_half = False
            return self.half
        word = self.next64()
        self.half = (word >> 32) & 0xFFFFFFFF
        self.has_half = True
        return word & 0xFFFFFFFF

    def random(self) -> Any:
        """The next float in [0, 1)."""
        return unit_double(self.next64())
