"""What the elementary functions should answer: MPFR's values, and errors in units of the last place.

MPFR rounds correctly, so with binary64's exponents and gradual underflow it answers the double nearest to the exact
value; a result with the same bits is within half a unit. Only other results are measured, against 200 digits of binary.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from typing import Any

import gmpy2
import numpy as np
from numpy.typing import NDArray

from ppc.compiler.elementary import FUNCTIONS

Floats = NDArray[np.float64]

# Functions that are exact by definition: what C, Python or NumPy computes, in arrays.
EXACT: dict[str, Callable[[Floats, Floats], Floats]] = {
    "copysign": lambda x, y: np.copysign(x, np.where(np.isnan(y), 1.0, y)),  # a NaN counts as positive (SEMANTICS, rule 12)
    "fmod": np.fmod,
    "modulo": np.remainder,
    "floor_divide": np.floor_divide,
}
ROUNDED = tuple(name for name in FUNCTIONS if name not in EXACT)
BINARY = ("atan2", "hypot", "pow")

_OVERFLOW = gmpy2.mpfr(2) ** 1024


def _mpfr(name: str) -> Callable[..., Any]:
    # The operator would be Python's own for floats, so the arguments are MPFR's.
    return operator.pow if name == "pow" else getattr(gmpy2, name)  # type: ignore[no-any-return]


def nearest(name: str, arguments: Floats) -> Floats:
    """The doubles nearest to function ``name`` at ``arguments`` f64[n, 2]; exact where ``name`` is in ``EXACT``."""
    if name in EXACT:
        with np.errstate(all="ignore"):
            return EXACT[name](arguments[:, 0], arguments[:, 1])
    columns = [arguments[:, i].tolist() for i in range(2 if name in BINARY else 1)]
    with gmpy2.context(gmpy2.ieee(64)):
        values = map(_mpfr(name), *(map(gmpy2.mpfr, c) for c in columns))
        return np.fromiter(map(float, values), np.float64, len(arguments))


def ulp_error(name: str, arguments: tuple[float, ...], computed: float) -> float:
    """|computed - exact| in units of the last place of a double at the exact value; inf where one is NaN or the
    sign of a zero or of an infinity is wrong. The first power of two that has no double stands for infinity."""
    with gmpy2.context(precision=200, emax=2**40, emin=-(2**40)):
        exact = _mpfr(name)(*map(gmpy2.mpfr, arguments))
        if not gmpy2.is_finite(exact):
            return 0.0 if str(gmpy2.mpfr(computed)) == str(exact) else math.inf
        if exact == 0:
            same = computed == 0.0 and math.copysign(1.0, computed) == (-1.0 if gmpy2.is_signed(exact) else 1.0)
            return 0.0 if same else math.inf
        if computed != computed:
            return math.inf
        if abs(exact) >= _OVERFLOW:
            return 0.0 if math.isinf(computed) and (computed > 0) == (exact > 0) else math.inf
        value = math.copysign(1, computed) * _OVERFLOW if math.isinf(computed) else gmpy2.mpfr(computed)
        place = max(gmpy2.get_exp(exact) - 53, -1074)
        return float(abs(value - exact) * gmpy2.exp2(-place))


def different(found: Floats, expected: Floats) -> NDArray[np.intp]:
    """Where the bits differ, every NaN taken for the same."""
    unequal = (found.view(np.int64) != expected.view(np.int64)) & ~(np.isnan(found) & np.isnan(expected))
    return np.flatnonzero(unequal)
