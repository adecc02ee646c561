"""Shares a budget among structures: all are tried, the better ones go on, the best are tuned to the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from ppc.promptpo.arena import Arena
from ppc.promptpo.budget import Budget
from ppc.promptpo.tuning import Tuner

_SLICES = 10
"""The final tuning changes its mind about which structure leads so many times."""


def race(
    tuners: Sequence[Tuner],
    arena: Arena,
    budget: Budget,
    phase: Callable[[str, Sequence[str]], None],
    start: int = 0,
) -> None:
    """Tunes until the budget's steps are used, nothing improves, or a tuner holds a perfect policy. Raises Stop.

    ``phase`` is told when a new phase begins, with the names of the structures that take part. The budget's steps count
    from ``start`` env steps of the run on.
    """
    field = list(tuners)
    phase("screening", [t.name for t in field])
    for tuner in field:
        tuner.advance(0)
        if tuner.perfect:
            return
    for share, keep in budget.rungs:
        if len(field) <= keep:
            continue
        phase("racing", [t.name for t in field])
        for left, tuner in zip(range(len(field), 0, -1), field, strict=True):
            spare = arena.ledger.remaining_steps(start + int(share * budget.total_steps))
            tuner.advance(tuner.env_steps + spare // left)
            if tuner.perfect:
                return
        field = _ranked(field, arena, budget)[:keep]
    phase("tuning", [t.name for t in field])
    for piece in range(_SLICES):
        alive = [t for t in field if not t.exhausted]
        spare = arena.ledger.remaining_steps(start + budget.total_steps)
        if not alive or spare <= 0:
            return
        # The leader gets two slices of three: the runner-up may yet turn out to be the better structure.
        ranked = alive if len(alive) == 1 else _ranked(alive, arena, budget)
        chosen = ranked[1] if len(ranked) > 1 and piece % 3 == 2 else ranked[0]
        chosen.advance(chosen.env_steps + max(1, spare // (_SLICES - piece)))
        if chosen.perfect:
            return


def _ranked(tuners: Sequence[Tuner], arena: Arena, budget: Budget) -> list[Tuner]:
    """Best first, by the incumbents' returns on seeds that are common to all and new to each."""
    seeds = arena.fresh_seeds(2 * budget.duel_episodes)
    key, means = arena.next_comparison(), []
    for tuner in tuners:
        assert tuner.best is not None
        values = tuner.coordinates.values(np.asarray(tuner.best.x))
        means.append(arena.evaluate(f"{key}/{tuner.name}", tuner.evaluator, values, seeds, "comparison").mean[0])
    return [tuners[i] for i in sorted(range(len(tuners)), key=lambda i: (-means[i], i))]
