"""The texts of ``compiler/numerics`` that stand for functions of NumPy's give what NumPy gives, but for rounding."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ppc.compiler.numerics import array_functions, spectral

RNG = np.random.default_rng(5)
VECTORS = [RNG.normal(size=6), RNG.uniform(0.5, 9.0, size=6)]
MATRICES = [RNG.normal(size=shape) for shape in ((3, 3), (4, 2), (2, 5), (1, 1))] + [np.ones((3, 3))]


@pytest.mark.parametrize("x", VECTORS)
@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("vander", [3]), ("unwrap", []), ("cov", []), ("cov", [VECTORS[0]]), ("corrcoef", [VECTORS[0]]), ("histogram", [4]),
        ("histogram", [3, (-1.0, 2.0)]), ("histogram", [[-1.0, 0.5, 1.0]]), ("nanargmax", []), ("nanprod", []),
        ("take", [[1, 9], None, None, "clip"]), ("take", [[1, 9], None, None, "wrap"]), ("logaddexp", [0.5]), ("ediff1d", []),
        ("polyder", []), ("union1d", [[1.0]]), ("modf", []), ("extract", [VECTORS[0]]), ("broadcast_to", [(2, 6)]),
    ],
)  # fmt: skip
def test_of_vectors(name: str, arguments: list[Any], x: Any) -> None:
    given = [x > 1.0, x] if name == "extract" else [x, *arguments]
    for ours, theirs in zip(
        np.atleast_1d(*parts(getattr(array_functions, name)(*given))),
        np.atleast_1d(*parts(getattr(np, name)(*given))),
        strict=True,
    ):
        np.testing.assert_allclose(ours, theirs, rtol=1e-12)


def parts(value: Any) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, tuple) else (value, value)


@pytest.mark.parametrize("a", MATRICES)
def test_of_matrices(a: Any) -> None:
    np.testing.assert_allclose(spectral.pinv(a, 1e-15), np.linalg.pinv(a), atol=1e-12)
    np.testing.assert_allclose(spectral.singular_values(a), np.linalg.svd(a, compute_uv=False), atol=1e-12)
    assert spectral.matrix_rank(a) == np.linalg.matrix_rank(a)
    for ours, theirs in zip(spectral.qr(a), np.linalg.qr(a), strict=True):  # of full rank, else rounding decides
        if np.linalg.matrix_rank(a) == min(a.shape):
            np.testing.assert_allclose(ours, theirs, atol=1e-12)
    if a.shape[0] == a.shape[1]:
        np.testing.assert_allclose(spectral.eigvalsh(a), np.linalg.eigvalsh(a), atol=1e-12)


def test_of_scales() -> None:
    np.testing.assert_allclose(array_functions.logspace(-2, 1, 5), np.logspace(-2, 1, 5))
    np.testing.assert_allclose(array_functions.geomspace(0.1, 10.0, 5), np.geomspace(0.1, 10.0, 5))
    np.testing.assert_allclose(array_functions.hanning(7), np.hanning(7), atol=1e-15)
    np.testing.assert_allclose(array_functions.hamming(7), np.hamming(7))
