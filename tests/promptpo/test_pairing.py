"""Paired comparisons: the arithmetic, and the seeds they are made on."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from ppc.envs import evaluation_seeds
from ppc.envs.seeds import held_out_seeds, selection_seeds, training_seeds
from ppc.promptpo.compare import Episodes, comparison_seeds, pair, play, standing
from ppc.promptpo.engine import TaskEngine


def episodes(returns: Any, faulty: Any = (), terminated: Any = None) -> Episodes:
    values = np.array(returns, dtype=np.float64)
    bad = np.isin(np.arange(len(values)), faulty)
    ends = np.ones(len(values), dtype=bool) if terminated is None else np.array(terminated)
    return Episodes(values, np.full(len(values), 7), ends, bad, {}, "native")


def test_seeds_are_nobody_elses() -> None:
    most = 1_000_000_000
    mine = comparison_seeds(most)
    assert len(mine) == most and comparison_seeds(3) == mine[:3]
    others = [evaluation_seeds(most)]
    for run_seed in (0, 1, 999_999, 1_000_000, 2**62):
        others += [training_seeds(run_seed, 0, most), selection_seeds(run_seed, 0, most), held_out_seeds(run_seed, most)]
    for other in others:
        assert other.stop <= mine.start or mine.stop <= other.start
    assert mine.stop < 2**32, "seeds that NumPy's older generators take as well"
    with pytest.raises(ValueError, match="0"):
        comparison_seeds(0)
    with pytest.raises(ValueError, match="episodes"):
        comparison_seeds(most + 1)


def test_the_interval_is_that_of_the_paired_differences() -> None:
    # Differences 1, 2, 3, 4, 5: mean 3, standard error sqrt(2.5 / 5), and t(0.975, 4) = 2.7764.
    first = [100.0, -50.0, 3.0, 0.0, 9.0]
    found = pair("b", episodes([f + d for f, d in zip(first, (1, 2, 3, 4, 5), strict=True)]), "a", episodes(first))
    assert found.mean == 3.0 and found.ci95 is not None
    half = 2.7764451 * math.sqrt(0.5)
    assert found.ci95 == (pytest.approx(3 - half, rel=0.01), pytest.approx(3 + half, rel=0.01))
    assert (found.won, found.tied, found.lost) == (5, 0, 0) and found.verdict == "better" and found.excludes_zero


def test_pairing_finds_what_unpaired_intervals_cannot() -> None:
    spread = np.random.default_rng(0).normal(0.0, 100.0, 50)
    better, worse = episodes(spread + 1.0 + 0.1 * np.sin(np.arange(50))), episodes(spread)
    mine, its = (standing("", e, None) for e in (better, worse))
    assert mine.ci95[0] < its.ci95[1], "the intervals of the means overlap"
    assert pair("b", better, "a", worse).verdict == "better" and pair("a", worse, "b", better).verdict == "worse"


def test_verdicts() -> None:
    a = episodes([1.0, 2.0, 3.0])
    assert pair("a", a, "a", a).verdict == "the same"
    undecided = pair("b", episodes([2.0, 1.0, 3.0]), "a", a)
    assert undecided.verdict == "undecided" and (undecided.won, undecided.tied, undecided.lost) == (1, 1, 1)
    assert pair("b", episodes([9.0]), "a", episodes([1.0])).verdict == "undecided", "one episode decides nothing"
    assert pair("b", episodes([2.0, 3.0, 4.0]), "a", a).verdict == "better", "always one more"


def test_disqualified_policies_have_no_mean_and_win_nothing() -> None:
    a, lucky = episodes([1.0, 2.0, 3.0]), episodes([1000.0, 1000.0, math.nan], faulty=[2])
    for found in (pair("b", lucky, "a", a), pair("a", a, "b", lucky)):
        assert found.verdict == "disqualified" and found.mean is None and not found.excludes_zero
    told = standing("b", lucky, lambda r, _: r > 0.0)
    assert told.mean_return == told.worst == -math.inf and told.faulty == 1
    assert told.success_rate == pytest.approx(2 / 3), "the faulty episode is no success"


def test_success_counts_returns_and_ends() -> None:
    found = standing("a", episodes([1.0, 5.0, 5.0], terminated=[True, False, True]), lambda r, end: r >= 5.0 and not end)
    assert found.success_rate == pytest.approx(1 / 3) and found.mean_length == 7.0
    assert standing("a", episodes([1.0]), None).success_rate is None


def test_unequal_numbers_of_episodes_cannot_be_paired() -> None:
    with pytest.raises(ValueError, match="paired"):
        pair("b", episodes([1.0]), "a", episodes([1.0, 2.0]))


def test_faults_are_counted_by_name() -> None:
    source = "class Policy:\n    def act(self, obs):\n        return [1.0 / obs[2] * 0.0 if obs[2] > 0.5 else float('nan')]\n"
    engine = TaskEngine.named("Pendulum-v1", threads=1)
    try:
        found = play(engine, engine.compile(source, "p"), comparison_seeds(4))
    finally:
        engine.close()
    assert found.faulty.all() and found.faults == {"action_nan": 4} and found.engine == "native"
