"""How much is spent on what. Everything is counted in environment steps, episodes and candidates, never in time."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass, replace
from typing import Any


@dataclass(frozen=True)
class Budget:
    """``explore_*``: random first candidates of each structure, the best ``field`` of which are looked at again.
    ``episodes`` of each candidate of a generation start there and stay between ``least_`` and ``most_episodes``, adapted to
    what it takes to rank. A single one cannot tell whether two halves agree: two are the least that can grow again.
    ``duel_*``: every so many generations the incumbent meets challengers on fresh seeds. ``rungs``: share of ``total_steps``
    spent when the field is next thinned, and how many structures go on. ``patience``: restarts without a better incumbent
    after which tuning ends early. ``finalists`` meet on ``selection_episodes``."""

    total_steps: int
    explore_candidates: int
    explore_episodes: int
    field: int
    episodes: int
    least_episodes: int
    most_episodes: int
    duel_every: int
    duel_episodes: int
    rungs: tuple[tuple[float, int], ...]
    patience: int
    probe_episodes: int
    finalists: int
    selection_episodes: int
    held_out_episodes: int

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @staticmethod
    def from_json(data: dict[str, Any]) -> Budget:
        return Budget(**{**data, "rungs": tuple((float(s), int(k)) for s, k in data["rungs"])})

    def capped(self, max_steps: int | None) -> Budget:
        """A cap above the default buys more tuning; under one below it, everything that searches shrinks."""
        if max_steps is None:
            return self
        shrink = min(1.0, math.sqrt(max_steps / self.total_steps))

        def part(number: int, least: int) -> int:
            return max(min(number, least), int(number * shrink))

        return replace(
            self,
            total_steps=max_steps,
            explore_candidates=part(self.explore_candidates, 6),
            field=part(self.field, 2),
            episodes=part(self.episodes, 2),
            least_episodes=part(self.least_episodes, 2),
            most_episodes=part(self.most_episodes, 8),
            duel_episodes=part(self.duel_episodes, 4),
            probe_episodes=part(self.probe_episodes, 8),
        )


NATIVE = Budget(
    total_steps=150_000_000,
    explore_candidates=128,
    explore_episodes=4,
    field=8,
    episodes=16,
    least_episodes=8,
    most_episodes=256,
    duel_every=10,
    duel_episodes=256,
    rungs=((0.15, 7), (0.35, 3), (0.55, 2)),
    patience=6,
    probe_episodes=128,
    finalists=12,
    selection_episodes=1000,
    held_out_episodes=2000,
)

STEPPED_HORIZON = 1000
"""The steps of an episode that the numbers of STEPPED are meant for."""
_MOST_EPISODES_FOR_ONE = 20

STEPPED = Budget(
    total_steps=4_000_000,
    explore_candidates=10,
    explore_episodes=1,
    field=2,
    episodes=2,
    least_episodes=2,
    most_episodes=16,
    duel_every=8,
    duel_episodes=4,
    rungs=((0.10, 6), (0.25, 3), (0.50, 2)),
    patience=4,
    probe_episodes=12,
    finalists=6,
    selection_episodes=40,
    held_out_episodes=100,
)


def default_budget(native: bool, horizon: int | None = None) -> Budget:
    """Compiled environments run millions of steps a second, others tens of thousands. ``horizon``: the most steps of an
    episode; where that is few, as many more episodes are as dear as those of a long one."""
    if native or horizon is None:
        return NATIVE if native else STEPPED
    # Starting an episode takes time as well, however short it is.
    times = min(max(1, STEPPED_HORIZON // max(1, horizon)), _MOST_EPISODES_FOR_ONE)
    return replace(STEPPED, **{name: times * getattr(STEPPED, name) for name in _EPISODES})


_EPISODES = (
    "explore_episodes", "episodes", "least_episodes", "most_episodes", "duel_episodes", "probe_episodes", "selection_episodes",
    "held_out_episodes",
)  # fmt: skip
