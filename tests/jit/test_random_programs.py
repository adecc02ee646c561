"""Random programs: the interpreter, ``step`` and ``batch`` give the same bits, and so do the optimised ones."""

from __future__ import annotations

import numpy as np
from hypothesis import HealthCheck, given, settings

from ppc.compiler.ir.nodes import Program
from ppc.compiler.ir.verify import verify
from tests.ir.generator import programs
from tests.ir.grid import FLOATS
from tests.jit.harness import assert_all_agree

_SLOW = settings(
    max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def inputs() -> np.ndarray[tuple[int, int, int], np.dtype[np.float64]]:
    generator = np.random.default_rng(11)
    observations = generator.normal(scale=2.0, size=(4, 9, 3))
    special = generator.random(observations.shape) < 0.3
    observations[special] = generator.choice(FLOATS, special.sum())
    return observations


VECTORS = [[0.5 * lane, 3.0 - lane] for lane in range(9)]


@_SLOW
@given(programs())
def test_engines_agree(program: Program) -> None:
    verify(program)
    assert_all_agree(program, inputs(), VECTORS)
