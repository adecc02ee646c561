"""Where candidates meet: evaluates populations on seeds of the run, journals the scores, keeps the ledger."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ppc.promptpo.evaluation import Evaluator
from ppc.promptpo.ledger import Ledger
from ppc.promptpo.objective import Scores, score
from ppc.promptpo.recorder import Recorder

ROUGH = ("explore", "generation")
"""Kinds of evaluations that rank points of a search. What decides which policy is best is evaluated exactly."""
LEAST_IN_LANES = 32
"""Episodes from which on the lane engine is faster than the exact one."""


class Stop(Exception):
    """The run ends here with the best so far; ``reason`` is a cap's name or "interrupted"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Perfection:
    """Notices when nothing is left to gain: if every episode of the run earned the same positive reward at each step, a
    candidate whose episodes all last until the horizon cannot be beaten."""

    def __init__(self) -> None:
        self._low, self._high = np.inf, -np.inf

    def see(self, scores: Scores) -> None:
        low, high = scores.rate
        if np.isfinite(low):
            self._low, self._high = min(self._low, low), max(self._high, high)

    def perfect(self, scores: Scores, candidate: int) -> bool:
        constant = self._low > 0.0 and self._high - self._low <= 1e-9 * self._high
        return constant and scores.truncated[candidate] == scores.episodes and not scores.faulty[candidate]


class Arena:
    """Evaluates under the run's recorder and ledger. ``seeds(start, count)`` gives training seeds from a counter; ``horizon``
    is the longest an episode can last."""

    def __init__(
        self,
        recorder: Recorder,
        ledger: Ledger,
        seeds: Callable[[int, int], Sequence[int]],
        stop_requested: Callable[[], bool] = lambda: False,
        horizon: int | None = None,
    ) -> None:
        self.recorder = recorder
        self.ledger = ledger
        self.perfection = Perfection()
        self._seeds = seeds
        self._next_seed = 0
        self._comparisons = 0
        self._stop_requested = stop_requested
        self._horizon = horizon or 1

    def fresh_seeds(self, count: int) -> Sequence[int]:
        """Training seeds that no earlier evaluation of this run used."""
        start, self._next_seed = self._next_seed, self._next_seed + count
        return self._seeds(start, count)

    def next_comparison(self) -> str:
        """A key of its own for the next comparison of several policies."""
        self._comparisons += 1
        return f"comparison/{self._comparisons}"

    def evaluate(
        self, key: str, evaluator: Evaluator, values: NDArray[np.float64], seeds: Sequence[int], kind: str = "evaluation"
    ) -> Scores:
        """Scores of the parameter vectors ``values`` [C, P] on ``seeds``. Raises Stop at a cap or on request."""
        self.admit(key, len(values) * len(seeds) * self._horizon)
        return self.measure(key, evaluator, values, seeds, kind)

    def admit(self, key: str, env_steps: int) -> None:
        """Raises Stop where the run has to end before the effect ``key``, which takes ``env_steps`` at worst."""
        if not self.ledger.fits(env_steps):
            raise Stop("max_steps")
        if reason := self.ledger.reached(self.recorder, key):
            raise Stop(reason)
        if not self.recorder.known(key) and self._stop_requested():
            raise Stop("interrupted")

    def measure(
        self, key: str, evaluator: Evaluator, values: NDArray[np.float64], seeds: Sequence[int], kind: str = "evaluation"
    ) -> Scores:
        """As ``evaluate``, past any cap: for the few episodes that end a run."""
        check = hashlib.sha256(np.ascontiguousarray(values).tobytes() + repr((seeds[0], len(seeds))).encode()).hexdigest()[:16]

        def perform() -> dict[str, Any]:
            lanes = kind in ROUGH and len(values) * len(seeds) >= LEAST_IN_LANES and evaluator.lanes
            result = evaluator.evaluate(values, seeds, mode="lanes" if lanes else "exact")
            return {**score(result).to_json(), "mode": "lanes" if lanes else "exact"}

        data = self.recorder.effect(kind, key, perform, check)
        scores = Scores.from_json(data)
        self.ledger.charge(scores.env_steps, scores.episodes * len(scores.mean))
        self.perfection.see(scores)
        return scores
