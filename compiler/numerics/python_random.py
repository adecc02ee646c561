"""``random.Random``: CPython's distributions over the Mersenne Twister.

Loops that draw until a number is accepted are bounded; each accepts more than a quarter of its draws, so that the bound
is reached less than once in 10**12 draws.
"""

from typing import Any

import numpy as np

from ppc.compiler.elementary.exponential import exp
from ppc.compiler.elementary.logarithm import log
from ppc.compiler.elementary.power import pow
from ppc.compiler.elementary.primitives import sqrt
from ppc.compiler.elementary.trigonometric import cos, sin
from ppc.compiler.numerics.mersenne_twister import MersenneTwister
from ppc.compiler.numerics.random_bits import bit_length
from ppc.compiler.numerics.words import require

TWO_PI = 6.283185307179586
E = 2.718281828459045
LOG_4 = 1.3862943611198906
GAMMA_CONSTANT = 2.504077396776274  # 1 + log(4.5)
NORMAL_FACTOR = 1.7155277699214135  # 4 * exp(-0.5) / sqrt(2)


class Random(MersenneTwister):
    def getrandbits(self, k: Any) -> Any:
        """An integer of ``k`` random bits, 1 to 63."""
        require(k > 0 and k < 64)
        if k <= 32:
            return self.next32() >> (32 - k)
        low = self.next32()
        return low | ((self.next32() >> (64 - k)) << 32)

    def below(self, n: Any) -> Any:
        """An integer from 0 to ``n`` - 1."""
        require(n > 0)
        k = bit_length(n)
        value = n
        for _ in range(100):
            value = self.getrandbits(k)
            if value < n:
                break
        return value

    def index(self, n: Any) -> Any:
        """``below``, in a form whose range the compiler can prove."""
        return max(0, min(self.below(n), n - 1))

    def randint(self, a: Any, b: Any) -> Any:
        return a + self.below(b - a + 1)

    def randrange(self, start: Any, stop: Any = None, step: Any = 1) -> Any:
        if stop is None:
            return self.below(start)
        if step == 1:
            return start + self.below(stop - start)
        if step > 0:
            return start + step * self.below((stop - start + step - 1) // step)
        return start + step * self.below((stop - start + step + 1) // step)

    def uniform(self, a: Any, b: Any) -> Any:
        return a + (b - a) * self.random()

    def triangular(self, low: Any = 0.0, high: Any = 1.0, mode: Any = None) -> Any:
        u = self.random()
        if mode is None:
            c = 0.5
        elif high == low:
            return low * 1.0
        else:
            c = (mode - low) / (high - low)
        if u > c:
            return high + (low - high) * sqrt((1.0 - u) * (1.0 - c))
        return low + (high - low) * sqrt(u * c)

    def gauss(self, mu: Any = 0.0, sigma: Any = 1.0) -> Any:
        if self.has_spare:
            self.has_spare = False
            z = self.spare
        else:
            angle = self.random() * TWO_PI
            radius = sqrt(-2.0 * log(1.0 - self.random()))
            z = cos(angle) * radius
            self.spare = sin(angle) * radius
            self.has_spare = True
        return mu + z * sigma

    def normalvariate(self, mu: Any = 0.0, sigma: Any = 1.0) -> Any:
        z = 0.0
        for _ in range(100):
            u = self.random()
            v = 1.0 - self.random()
            z = NORMAL_FACTOR * (u - 0.5) / v
            if z * z / 4.0 <= -log(v):
                break
        return mu + z * sigma

    def lognormvariate(self, mu: Any = 0.0, sigma: Any = 1.0) -> Any:
        return exp(self.normalvariate(mu, sigma))

    def expovariate(self, lambd: Any = 1.0) -> Any:
        return -log(1.0 - self.random()) / lambd

    def paretovariate(self, alpha: Any) -> Any:
        return pow(1.0 - self.random(), -1.0 / alpha)

    def weibullvariate(self, alpha: Any, beta: Any) -> Any:
        return alpha * pow(-log(1.0 - self.random()), 1.0 / beta)

    def gammavariate(self, alpha: Any, beta: Any) -> Any:
        require(alpha > 0.0 and beta > 0.0)
        if alpha > 1.0:
            return self.cheng(alpha) * beta
        if alpha == 1.0:
            return -log(1.0 - self.random()) * beta
        return self.kennedy(alpha) * beta

    def cheng(self, alpha: Any) -> Any:
        spread = sqrt(2.0 * alpha - 1.0)
        x = 0.0
        for _ in range(100):
            u1 = self.random()
            if u1 > 1e-7 and u1 < 0.9999999:
                u2 = 1.0 - self.random()
                v = log(u1 / (1.0 - u1)) / spread
                x = alpha * exp(v)
                z = u1 * u1 * u2
                r = alpha - LOG_4 + (alpha + spread) * v - x
                if r + GAMMA_CONSTANT - 4.5 * z >= 0.0 or r >= log(z):
                    break
        return x

    def kennedy(self, alpha: Any) -> Any:
        b = (E + alpha) / E
        x = 0.0
        for _ in range(100):
            p = b * self.random()
            if p <= 1.0:
                x = pow(p, 1.0 / alpha)
            else:
                x = -log((b - p) / alpha)
            limit = pow(x, alpha - 1.0) if p > 1.0 else exp(-x)
            if self.random() <= limit:
                break
        return x

    def betavariate(self, alpha: Any, beta: Any) -> Any:
        y = self.gammavariate(alpha, 1.0)
        if y == 0.0:
            return 0.0
        return y / (y + self.gammavariate(beta, 1.0))

    def choice(self, seq: Any) -> Any:
        return seq[self.index(len(seq))]

    def shuffle(self, x: Any) -> None:
        n = len(x)
        for k in range(n - 1):
            i = n - 1 - k
            j = self.index(i + 1)
            last = x[i]
            x[i] = x[j]
            x[j] = last

    def sample_pool(self, population: Any, k: Any) -> Any:
        """``sample`` for populations that are small beside ``k``."""
        n = len(population)
        pool = list(population)
        result = []
        for i in range(k):
            j = self.index(n - i)
            result.append(pool[j])
            pool[j] = pool[n - i - 1]
        return result

    def sample_set(self, population: Any, k: Any) -> Any:
        """``sample`` for large populations: positions drawn before are drawn again."""
        n = len(population)
        chosen = np.zeros(k, dtype=int)
        result = []
        for i in range(k):
            j = 0
            for _ in range(100):
                j = self.index(n)
                repeated = False
                for m in range(k):
                    if m < i and chosen[m] == j:
                        repeated = True
                if not repeated:
                    break
            chosen[i] = j
            result.append(population[j])
        return result

    def choices_evenly(self, population: Any, k: Any) -> Any:
        n = len(population)
        result = []
        for _ in range(k):
            result.append(population[min(int(self.random() * n), n - 1)])
        return result

    def choices_by_weight(self, population: Any, cumulative: Any, k: Any) -> Any:
        n = len(population)
        total = cumulative[n - 1] + 0.0
        require(total > 0.0)
        result = []
        for _ in range(k):
            u = self.random() * total
            position = 0
            for weight in cumulative[: n - 1]:
                if weight <= u:
                    position = position + 1
            result.append(population[min(position, n - 1)])
        return result
