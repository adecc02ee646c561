"""Random programs: every pass keeps every bit, and leaves a legal program."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from ppc.compiler.ir.nodes import Program
from ppc.compiler.ir.verify import verify
from ppc.compiler.passes import dce, fold, forward, optimise, pin
from tests.ir.generator import programs
from tests.ir.grid import FLOATS
from tests.jit.harness import interpreted

_SETTINGS = settings(
    max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
_VALUES = [0.75, -1.5]


def _observations() -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    generator = np.random.default_rng(7)
    observations = generator.normal(scale=2.0, size=(12, 3))
    special = generator.random(observations.shape) < 0.3
    observations[special] = generator.choice(FLOATS, special.sum())
    return observations


@pytest.mark.parametrize("run", [fold.run, dce.run, forward.run, optimise], ids=["fold", "dce", "forward", "optimise"])
@_SETTINGS
@given(program=programs())
def test_passes_keep_every_bit(run: Callable[[Program], Program], program: Program) -> None:
    result = run(program)
    verify(result)
    expected = interpreted(program, _VALUES, _observations())
    expected.assert_equals(interpreted(result, _VALUES, _observations()), "after the pass")


@_SETTINGS
@given(program=programs())
def test_pinning_keeps_every_bit(program: Program) -> None:
    pinned = pin(program, _VALUES)
    verify(pinned)
    assert not pinned.parameters and not pinned.derived and not pinned.derive
    expected = interpreted(program, _VALUES, _observations())
    for candidate in (pinned, optimise(pinned, check=True)):
        found = interpreted(candidate, [], _observations())
        found.constants = expected.constants
        expected.assert_equals(found, "after pinning")
