"""Seeds that come as a range take a shorter way, to the same numbers."""

from __future__ import annotations

import pytest

from ppc.envs.rollouts import _seeds


@pytest.mark.parametrize("seeds", [range(5), range(10, 0, -3), range(2**63 - 3, 2**63), range(2**63 - 1, -1, -(2**62))])
def test_a_range_gives_its_numbers(seeds):
    assert list(_seeds(seeds)) == list(_seeds(list(seeds))) == list(seeds)
    assert _seeds(seeds).dtype == _seeds(list(seeds)).dtype


@pytest.mark.parametrize("seeds", [range(0), range(-1, 3), range(3, -2, -1), range(2**63 - 1, 2**63 + 1)])
def test_a_range_is_checked_like_a_list(seeds):
    for given in (seeds, list(seeds)):
        with pytest.raises(ValueError, match=r"at least one episode|from 0 to 2\*\*63 - 1"):
            _seeds(given)
