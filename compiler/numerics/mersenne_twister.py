"""MT19937, the generator below Python's ``random`` and NumPy's ``RandomState``: 624 words of 32 bits.

The words are renewed one at a time, just before each is put out, and not all 624 at once: the stream is the same, and
every draw takes the same time. Seeding is plain arithmetic as well; constant seeds are expanded when a policy is compiled.
"""

from typing import Any

import numpy as np

from ppc.compiler.numerics.random_bits import mt_double, mt_temper, mt_twist


def seed_words(seed: Any) -> Any:
    """The state that one 32-bit number expands to; NumPy's seeding."""
    words = np.zeros(624, dtype=int)
    words[0] = seed & 0xFFFFFFFF
    for i in range(1, 624):
        before = words[i - 1]
        words[i] = (1812433253 * (before ^ (before >> 30)) + i) & 0xFFFFFFFF
    return words


def seed_by_key(low: Any, high: Any) -> Any:
    """The state from a key of one 32-bit word, or of two where ``high`` is not 0; Python's seeding."""
    words = seed_words(19650218)
    length = 2 if high > 0 else 1
    i = 1
    k = 0
    for _ in range(624):
        before = words[i - 1]
        key = high if k == 1 else low
        words[i] = ((words[i] ^ ((before ^ (before >> 30)) * 1664525)) + key + k) & 0xFFFFFFFF
        i = i + 1
        k = k + 1
        if i >= 624:
            words[0] = words[623]
            i = 1
        if k >= length:
            k = 0
    for _ in range(623):
        before = words[i - 1]
        words[i] = ((words[i] ^ ((before ^ (before >> 30)) * 1566083941)) - i) & 0xFFFFFFFF
        i = i + 1
        if i >= 624:
            words[0] = words[623]
            i = 1
    words[0] = 0x80000000
    return words


class MersenneTwister:
    """``words`` hold the state, i64[624]; ``position`` is the word that is renewed next."""

    def __init__(self, words: Any) -> None:
        self.words = words
        self.position = 0
        self.seeded = True
        self.spare = 0.0  # the second of a pair of normal numbers
        self.has_spare = False

    def next32(self) -> Any:
        """The next 32 bits."""
        i = self.position % 624  # the remainder proves to the compiler what holds anyway
        following = (i + 1) % 624
        word = mt_twist(self.words[i], self.words[following], self.words[(i + 397) % 624])
        self.words[i] = word
        self.position = following
        return mt_temper(word)

    def random(self) -> Any:
        """The next float in [0, 1)."""
        return mt_double(self.next32(), self.next32())
