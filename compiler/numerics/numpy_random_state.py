"""``numpy.random.RandomState``: NumPy's legacy distributions over the Mersenne Twister, one number a call.

The front end adds sizes and broadcasting. Loops that draw until a number is accepted are bounded as in ``python_random``.
"""

from typing import Any

from ppc.compiler.elementary.exponential import exp
from ppc.compiler.elementary.logarithm import log
from ppc.compiler.elementary.primitives import sqrt
from ppc.compiler.numerics.mersenne_twister import MersenneTwister
from ppc.compiler.numerics.random_bits import bit_mask
from ppc.compiler.numerics.words import require


class RandomState(MersenneTwister):
    def interval(self, largest: Any) -> Any:
        """An integer from 0 to ``largest``, below 2**32, by masks and rejection."""
        require(largest >= 0 and largest <= 0xFFFFFFFF)
        if largest == 0:
            return 0
        mask = bit_mask(largest)
        value = 0
        for _ in range(100):
            value = self.next32() & mask
            if value <= largest:
                break
        return value

    def integer(self, low: Any, high: Any) -> Any:
        """An integer from ``low`` to ``high`` - 1."""
        return low + self.interval(high - 1 - low)

    def standard_normal(self) -> Any:
        if self.has_spare:
            self.has_spare = False
            return self.spare
        x = 0.0
        y = 0.0
        square = 1.0
        for _ in range(100):
            x = 2.0 * self.random() - 1.0
            y = 2.0 * self.random() - 1.0
            square = x * x + y * y
            if square < 1.0 and square != 0.0:
                break
        factor = sqrt(-2.0 * log(square) / square)
        self.spare = factor * x
        self.has_spare = True
        return factor * y

    def standard_exponential(self) -> Any:
        return -log(1.0 - self.random())

    def normal(self, loc: Any, scale: Any) -> Any:
        require(scale >= 0)
        return loc + scale * self.standard_normal()

    def lognormal(self, mean: Any, sigma: Any) -> Any:
        return exp(self.normal(mean, sigma))

    def uniform(self, low: Any, high: Any) -> Any:
        return low + (high - low) * self.random()

    def exponential(self, scale: Any) -> Any:
        require(scale >= 0)
        return scale * self.standard_exponential()

    def index(self, n: Any) -> Any:
        """A position in a sequence of ``n`` that is drawn from."""
        return max(0, min(self.interval(n - 1), n - 1))
