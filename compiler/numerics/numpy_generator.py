"""``numpy.random.Generator`` over PCG64, one number a call.

The front end adds sizes and broadcasting. Loops that draw until a number is accepted are bounded as in ``python_random``.
"""

from typing import Any

from ppc.compiler.elementary.exponential import exp
from ppc.compiler.elementary.logarithm import log, log1p
from ppc.compiler.elementary.power import pow
from ppc.compiler.elementary.primitives import sqrt
from ppc.compiler.numerics.pcg64 import PCG64
from ppc.compiler.numerics.random_bits import bit_mask, scaled
from ppc.compiler.numerics.words import require
from ppc.compiler.numerics.ziggurat_exponential import exponential_candidate, exponential_inside, exponential_wedge
from ppc.compiler.numerics.ziggurat_normal import normal_candidate, normal_inside, normal_wedge

NORMAL_EDGE = 3.654152885361009  # where the ziggurats' tails begin
NORMAL_EDGE_INVERSE = 0.27366123732975827
EXPONENTIAL_EDGE = 7.69711747013105


class Generator(PCG64):
    def interval(self, largest: Any) -> Any:
        """An integer from 0 to ``largest``, below 2**32, by masks and rejection; shuffling draws these."""
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

    def below(self, n: Any) -> Any:
        """An integer from 0 to ``n`` - 1, below 2**32, by Lemire's multiplication (arXiv 1805.10941)."""
        require(n > 0 and n <= 0x100000000)
        if n == 1:
            return 0
        threshold = (0x100000000 - n) % max(n, 1)
        product = 0
        for _ in range(100):
            product = scaled(self.next32(), n)
            if product & 0xFFFFFFFF >= threshold:
                break
        return (product >> 32) & 0xFFFFFFFF

    def integer(self, low: Any, high: Any) -> Any:
        """An integer from ``low`` to ``high`` - 1."""
        return low + self.below(high - low)

    def standard_normal(self) -> Any:
        x = 0.0
        for _ in range(100):
            word = self.next64()
            x = normal_candidate(word)
            if normal_inside(word):
                break
            if word & 255 == 0:
                x = self.normal_tail()
                if (word >> 17) & 1 == 1:
                    x = -x
                break
            if normal_wedge(word, self.random(), x):
                break
        return x

    def normal_tail(self) -> Any:
        """A number beyond the ziggurat's right edge."""
        beyond = 0.0
        for _ in range(100):
            beyond = -NORMAL_EDGE_INVERSE * log1p(-self.random())
            y = -log1p(-self.random())
            if y + y > beyond * beyond:
                break
        return NORMAL_EDGE + beyond

    def standard_exponential(self) -> Any:
        x = 0.0
        for _ in range(100):
            word = self.next64()
            x = exponential_candidate(word)
            if exponential_inside(word):
                break
            u = self.random()
            if (word >> 3) & 255 == 0:
                x = EXPONENTIAL_EDGE - log1p(-u)
                break
            if exponential_wedge(word, u, x):
                break
        return x

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

    def standard_gamma(self, shape: Any) -> Any:
        require(shape >= 0.0)
        if shape == 1.0:
            return self.standard_exponential()
        if shape < 1.0:
            return self.small_gamma(shape) if shape > 0.0 else 0.0
        b = shape - 1.0 / 3.0
        c = 1.0 / sqrt(9.0 * b)
        result = 0.0
        for _ in range(100):
            x = 0.0
            v = 0.0
            for _ in range(100):
                x = self.standard_normal()
                v = 1.0 + c * x
                if v > 0.0:
                    break
            v = v * v * v
            u = self.random()
            result = b * v
            if u < 1.0 - 0.0331 * (x * x) * (x * x) or log(u) < 0.5 * x * x + b * (1.0 - v + log(v)):
                break
        return result

    def small_gamma(self, shape: Any) -> Any:
        """A gamma number whose shape is below 1."""
        x = 0.0
        for _ in range(100):
            u = self.random()
            v = self.standard_exponential()
            if u <= 1.0 - shape:
                x = pow(u, 1.0 / shape)
                limit = v
            else:
                y = -log((1.0 - u) / shape)
                x = pow(1.0 - shape + shape * y, 1.0 / shape)
                limit = v + y
            if x <= limit:
                break
        return x

    def gamma(self, shape: Any, scale: Any) -> Any:
        require(scale >= 0.0)
        return scale * self.standard_gamma(shape)

    def beta(self, a: Any, b: Any) -> Any:
        require(a > 0.0 and b > 0.0)
        if a <= 1.0 and b <= 1.0:
            return self.small_beta(a, b)
        first = self.standard_gamma(a)
        return first / (first + self.standard_gamma(b))

    def small_beta(self, a: Any, b: Any) -> Any:
        """A beta number whose parameters are at most 1."""
        x = 0.0
        total = 1.0
        for _ in range(1000):
            u = self.random()
            v = self.random()
            x = pow(u, 1.0 / a)
            total = x + pow(v, 1.0 / b)
            if total <= 1.0 and total > 0.0:
                break
        return x / total

    def index(self, n: Any) -> Any:
        """A position in a sequence of ``n`` that is drawn from."""
        return max(0, min(self.below(n), n - 1))
