"""Hand-written programs: interpreter, ``step`` and ``batch`` leave the same bits."""

from __future__ import annotations

import numpy as np
import pytest

from ppc.compiler.ir.nodes import Program
from tests.ir import samples
from tests.jit.harness import assert_all_agree

SPECIAL = np.array([0.0, -0.0, 5e-324, -2.2e-308, 1.0, -1.0, 0.1, 3.0, 7.5, 1e5, 1e300, np.inf, -np.inf, np.nan])


@pytest.mark.parametrize("program", [samples.swing(), samples.ring()], ids=["swing", "ring"])
@pytest.mark.parametrize("lanes", [1, 7, 33])
def test_every_engine_leaves_the_same_bits(program: Program, lanes: int) -> None:
    generator = np.random.default_rng(5)
    size = program.observation.type.size  # type: ignore[union-attr]
    observations = generator.normal(scale=3.0, size=(40, lanes, size))
    special = generator.random(observations.shape) < 0.1
    observations[special] = generator.choice(SPECIAL, special.sum())
    own = np.array([p.value for p in program.parameters])
    vectors = (own * generator.uniform(0.5, 1.5, (lanes, len(own)))).tolist()
    assert_all_agree(program, observations, vectors)
