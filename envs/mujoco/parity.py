"""Which of several equally good formulas NumPy uses on this computer; Gymnasium's bits depend on it."""

from __future__ import annotations

import math
from fractions import Fraction
from functools import cache
from typing import Any

PLAIN, FUSED = 0.0, 1.0
_POINTS = 300


@cache
def norm_of_three() -> float | None:
    """How ``np.linalg.norm`` of three numbers adds the squares: each product rounded, or fused with its addition, as the linear
    algebra library does it where the processor can."""
    import numpy as np

    points = np.random.default_rng(20240917).normal(size=(_POINTS, 3))
    found = [float(np.linalg.norm(p)) for p in points]
    rows = points.tolist()
    if found == [math.sqrt((a * a + b * b) + c * c) for a, b, c in rows]:
        return PLAIN
    if found == [math.sqrt(_fma(c, c, _fma(b, b, a * a))) for a, b, c in rows]:
        return FUSED
    return None


@cache
def centre_of_mass() -> float | None:
    """How Gymnasium's ``mass_center`` adds mass times position over 14 bodies: in order, with products rounded or fused."""
    from types import SimpleNamespace

    import numpy as np
    from gymnasium.envs.mujoco import humanoid_v5

    mass_center: Any = humanoid_v5.mass_center
    random = np.random.default_rng(20240918)
    agree = {PLAIN, FUSED}
    for _ in range(_POINTS // 3):
        mass, place = random.uniform(0.0, 9.0, 14), random.normal(size=(14, 3))
        mass[0] = 0.0  # the world
        found = mass_center(SimpleNamespace(body_mass=mass), SimpleNamespace(xipos=place))[0]
        plain = fused = 0.0
        for m, x in zip(mass.tolist(), place[:, 0].tolist(), strict=True):
            plain, fused = plain + m * x, _fma(m, x, fused)
        agree -= {way for way, total in ((PLAIN, plain), (FUSED, fused)) if total / float(np.sum(mass)) != found}
    return min(agree, default=None)


@cache
def sine_of_arrays() -> float | None:
    """Whether sine, cosine and squares are the C library's, for scalars and for arrays of two."""
    import numpy as np

    from ppc.envs.parity import numpy_uses_the_c_library

    points = np.random.default_rng(20240919).normal(scale=2.0, size=(_POINTS, 3))
    same = all(
        np.sin(p[1:]).tolist() == [math.sin(x) for x in p[1:].tolist()]
        and np.cos(p[1:]).tolist() == [math.cos(x) for x in p[1:].tolist()]
        for p in points
    )
    return PLAIN if same and numpy_uses_the_c_library() else None


@cache
def reacher() -> float | None:
    """``norm_of_three`` where ``sine_of_arrays`` holds."""
    return None if sine_of_arrays() is None else norm_of_three()


def _fma(a: float, b: float, c: float) -> float:
    return float(Fraction(a) * Fraction(b) + Fraction(c))
