"""Whether the native environments give Gymnasium's bits on this computer.

Gymnasium computes with NumPy's scalar functions, the native environments with the C library's. They are the same
functions where NumPy was built that way, which a few thousand points tell.
"""

from __future__ import annotations

import math
from functools import cache


@cache
def numpy_uses_the_c_library() -> bool:
    """True if sine, cosine and square of float64 scalars agree between NumPy and the C library, to the bit."""
    import numpy as np

    spread = np.random.default_rng(20230605)
    points = np.concatenate([spread.uniform(-size, size, 700) for size in (0.2, 4.0, 40.0)])
    pairs = zip(points, points.tolist(), strict=True)
    return all(np.sin(a) == math.sin(b) and np.cos(a) == math.cos(b) and a**2 == math.pow(b, 2) for a, b in pairs)
