from __future__ import annotations

import math
import random

import numpy as np
import pytest
from fake import FakeResult

from ppc.compiler.faults import FAULTS
from ppc.promptpo.arena import Perfection
from ppc.promptpo.objective import WORST, Scores, score
from ppc.promptpo.selection import interval, student_quantile


def result(returns: object, status: object = None, lengths: object = None, truncated: object = None) -> FakeResult:
    r = np.array(returns, dtype=float)
    status = np.zeros(r.shape, dtype=np.int64) if status is None else np.array(status)
    lengths = np.ones(r.shape, dtype=np.int64) if lengths is None else np.array(lengths)
    cut = np.zeros(r.shape, dtype=bool) if truncated is None else np.array(truncated)
    return FakeResult(r, lengths, ~cut, cut, status, int(lengths.sum()))


def test_faults_and_what_is_no_number_never_win() -> None:
    fault = FAULTS["index"].bit
    returns = [[1.0, 1.0], [np.nan, 9.0], [9.0, 9.0], [np.inf, 9.0], [2.0, 1.0], [-np.inf, 0.0]]
    status = [[0, 0], [0, 0], [0, fault], [0, 0], [0, 0], [0, 0]]
    s = score(result(returns, status))
    assert s.mean == (1.0, WORST, WORST, WORST, 1.5, WORST)
    assert s.faulty == (0, 1, 1, 1, 0, 1)
    assert s.best == 4
    costs = s.costs()
    assert all(math.isfinite(c) for c in costs)
    assert max(costs[0], costs[4]) < min(costs[i] for i in (1, 2, 3, 5))


def test_more_faults_cost_more_and_all_faulty_still_rank() -> None:
    s = score(result([[np.nan, 1.0], [np.nan, np.nan]]))
    assert s.costs()[0] < s.costs()[1]
    assert s.flat


def test_a_clipped_infinity_disqualifies_nobody() -> None:
    assert score(result([[1.0]], [[FAULTS["action_clipped_infinity"].bit]])).mean == (1.0,)


def test_ties_go_to_the_better_worst_episode_then_to_the_first() -> None:
    assert score(result([[0.0, 2.0], [1.0, 1.0], [1.0, 1.0]])).order() == [1, 2, 0]


def test_the_mean_does_not_depend_on_the_order_of_the_seeds() -> None:
    values = [random.Random(1).gauss(0, 10 ** (i % 9)) for i in range(1000)]
    shuffled = random.Random(2).sample(values, len(values))
    assert score(result([values])).mean == score(result([shuffled])).mean


def test_scores_survive_json() -> None:
    s = score(result([[1.0, np.nan], [0.1, 0.2]]))
    assert Scores.from_json(s.to_json()) == s


def test_agreement_tells_noise_from_signal() -> None:
    generator = np.random.default_rng(0)
    noise = generator.standard_normal((30, 8))
    signal = noise + 100.0 * np.arange(30)[:, None]
    assert score(result(signal)).agreement > 0.99
    assert score(result(noise)).agreement < 0.7


def test_perfection_needs_a_constant_positive_reward_and_full_episodes() -> None:
    full = {"lengths": [[500, 500]], "truncated": [[True, True]]}
    cases = [([[500.0, 500.0]], True), ([[-500.0, -500.0]], False), ([[500.0, 499.0]], False)]
    for returns, expected in cases:
        p = Perfection()
        s = score(result(returns, **full))
        p.see(s)
        assert p.perfect(s, 0) is expected
    p = Perfection()
    p.see(score(result([[30.0, 31.0]], lengths=[[10, 10]])))  # other rewards were seen elsewhere
    s = score(result([[500.0, 500.0]], **full))
    p.see(s)
    assert not p.perfect(s, 0)
    short = score(result([[10.0, 500.0]], lengths=[[10, 500]], truncated=[[False, True]]))
    q = Perfection()
    q.see(short)
    assert not q.perfect(short, 0)


def test_the_interval_is_students() -> None:
    assert student_quantile(10) == pytest.approx(2.228, abs=2e-3)
    assert student_quantile(3) == pytest.approx(3.182, rel=1e-2)
    assert student_quantile(10**6) == pytest.approx(1.95996, abs=1e-4)
    low, high = interval([1.0, 2.0, 3.0, 4.0, 5.0])
    assert (low, high) == pytest.approx((3.0 - 1.963, 3.0 + 1.963), abs=0.02)
    assert interval([1.0]) == (-math.inf, math.inf)
