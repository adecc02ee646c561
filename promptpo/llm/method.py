"""The search method as switches: PromptPO as published, and what ppc adds to it. Reasons and sources: docs/promptpo.md."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any


@dataclass(frozen=True)
class Method:
    """``rounds`` of ``candidates``, each repaired at most ``repairs`` times and tried on ``episodes``.

    ``reset``: memory is cleared at the start of each episode. ``tune``: constants are tuned after the trial. ``race``:
    losers stop being tuned early. ``rerank``: fresh seeds choose among the finalists. ``best_ever``: the result is the best of
    all rounds, not the last round's. ``trajectory``: prompts show the episode of median return with actions, rewards and how
    it ended. ``parents``: attempts shown in full, best first, beside the latest (0: every round's winner).
    ``history_tokens``: bound on the attempts' part of a prompt (0: none). ``hint_from``: attempts from which on the prompt
    names the best. ``vary``: each candidate of a round is told another direction.
    """

    name: str = "default"
    rounds: int = 10
    candidates: int = 10
    episodes: int = 5
    repairs: int = 10
    reset: bool = True
    tune: bool = True
    race: bool = True
    rerank: bool = True
    best_ever: bool = True
    trajectory: bool = True
    parents: int = 3
    history_tokens: int = 24_000
    hint_from: int = 10
    vary: bool = True

    def by_success(self, env_id: str) -> bool:
        """Meta-World's policies are ranked by how often they succeed, not by return."""
        return env_id.startswith("Meta-World/")

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> Method:
        return Method(**data)


DEFAULT = Method()
PAPER = replace(
    DEFAULT, name="paper", reset=False, tune=False, race=False, rerank=False, best_ever=False, trajectory=False, vary=False,
    parents=0, history_tokens=0,
)  # fmt: skip
METHODS = {m.name: m for m in (DEFAULT, PAPER)}
