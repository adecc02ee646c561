"""Compiled SeedSequence and PCG64 against NumPy's."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from ppc.envs.native.seeding import uniforms
from ppc.envs.seeds import evaluation_seeds, held_out_seeds, selection_seeds, training_seeds

EDGES = [0, 1, 2, 2**31 - 1, 2**31, 2**32 - 1, 2**32, 2**32 + 1, 2**33 - 1, 2**53, 2**62, 2**63 - 1]


@pytest.mark.parametrize("seeds", [EDGES, range(500), range(10**12, 10**12 + 100)])
def test_draws_equal_numpys(seeds):
    ours = uniforms(np.array(seeds, dtype=np.int64), 7)
    theirs = [np.random.Generator(np.random.PCG64(np.random.SeedSequence(s))).random(7) for s in seeds]
    assert ours.tobytes() == np.array(theirs).tobytes()


def test_purposes_do_not_share_episodes():
    blocks = [evaluation_seeds(10**9)]
    for run in (0, 1, 999_999):
        blocks += [training_seeds(run, 0, 10**9), selection_seeds(run, 0, 10**9), held_out_seeds(run, 10**9)]
    blocks.sort(key=lambda r: r.start)
    assert all(a.stop <= b.start for a, b in pairwise(blocks))
    assert blocks[0].start > 10**6
    assert blocks[-1].stop < 2**63


def test_training_seeds_continue_where_they_ended():
    assert [*training_seeds(3, 0, 4), *training_seeds(3, 4, 2)] == [*training_seeds(3, 0, 6)]


def test_too_many_seeds_are_refused():
    with pytest.raises(ValueError, match="too many"):
        training_seeds(0, 10**9, 1)
    with pytest.raises(ValueError, match="number of seeds"):
        evaluation_seeds(-1)
