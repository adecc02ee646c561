"""What is suggested for a function that policies do not have."""

from __future__ import annotations

import pytest

from ppc.compiler.frontend.library import modules


@pytest.mark.parametrize(
    ("name", "suggested"),
    [("maximu", "np.maximum"), ("zeroslike", "np.zeros_like")],
)
def test_a_slip_of_the_pen_is_mended(name: str, suggested: str) -> None:
    assert suggested in modules.missing("numpy", name)[1]


@pytest.mark.parametrize("name", ["diagonal", "poly", "intc"])
def test_another_function_is_not_suggested(name: str) -> None:
    help = modules.missing("numpy", name)[1]
    assert not any(word in help for word in ("np.fill_diagonal", "np.poly1d", "np.int?"))
