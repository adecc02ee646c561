from __future__ import annotations

from dataclasses import replace

import pytest

from ppc.promptpo.budget import NATIVE, STEPPED, Budget, default_budget

EPISODES = ("explore_episodes", "episodes", "least_episodes", "most_episodes", "duel_episodes", "probe_episodes",
            "selection_episodes", "held_out_episodes")  # fmt: skip


def episodes(budget: Budget) -> list[int]:
    return [getattr(budget, name) for name in EPISODES]


@pytest.mark.parametrize(("horizon", "times"), [(1000, 1), (600, 1), (500, 2), (200, 5), (50, 20), (8, 20), (1, 20), (5760, 1)])
def test_short_episodes_are_many(horizon: int, times: int) -> None:
    budget = default_budget(False, horizon)
    assert episodes(budget) == [times * n for n in episodes(STEPPED)]
    # A candidate of a generation takes no more steps than where episodes are long; nor does anything else that is counted.
    assert all(n * min(horizon, 1000) <= 1000 * m for n, m in zip(episodes(budget), episodes(STEPPED), strict=True))
    assert replace(budget, **dict(zip(EPISODES, episodes(STEPPED), strict=True))) == STEPPED, "nothing but episodes"


def test_compiled_environments_and_unknown_horizons_keep_their_budgets() -> None:
    assert default_budget(True, 50) is NATIVE
    assert default_budget(False) is STEPPED
    assert default_budget(True) is NATIVE


@pytest.mark.parametrize("budget", [STEPPED, NATIVE, default_budget(False, 50)])
@pytest.mark.parametrize("cap", [1, 1000, 100_000, 10**9])
def test_under_any_cap_episodes_can_grow_again(budget: Budget, cap: int) -> None:
    capped = budget.capped(cap)
    assert capped.total_steps == cap
    assert 2 <= capped.least_episodes <= capped.episodes <= capped.most_episodes
