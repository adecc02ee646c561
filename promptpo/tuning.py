"""Tunes the free parameters of one policy: random exploration, then CMA-ES with restarts, on common random numbers.

All candidates of a generation meet the same seeds, every generation new ones. The number of episodes follows
what it takes to rank: it grows while two halves of the seeds disagree about the order. The incumbent changes only when a
challenger beats it on seeds that neither has seen.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ppc.promptpo.arena import Arena
from ppc.promptpo.budget import Budget
from ppc.promptpo.cma_search import Search, population_size
from ppc.promptpo.coordinates import Coordinates
from ppc.promptpo.evaluation import Evaluator, Policy
from ppc.promptpo.objective import WORST, Scores

_EXPLORE_SCALES = (1.0, 3.0, 0.3)
_START_SIGMA = 0.5
_NEAR_SIGMA = 0.25
_FLAT_GENERATIONS = 5
_LARGEST_POPULATION = 256
_KEPT = 3
_FINALS = 3


@dataclass(frozen=True)
class Incumbent:
    """A point of the search space with its latest score on fresh seeds."""

    x: NDArray[np.float64]
    mean: float
    episodes: int


class Tuner:
    """The search for one policy. ``advance`` goes on until the tuner has used a number of steps in all."""

    def __init__(
        self,
        name: str,
        policy: Policy,
        coordinates: Coordinates,
        evaluator: Evaluator,
        arena: Arena,
        budget: Budget,
        seed: int,
        start: NDArray[np.float64] | None = None,
        sigma: float = _START_SIGMA,
    ) -> None:
        """``start``: where to begin instead of exploring at random (with step size ``sigma``)."""
        self.name = name
        self.policy = policy
        self.coordinates = coordinates
        self.evaluator = evaluator
        self.best: Incumbent | None = None
        self.former: list[Incumbent] = []
        self.env_steps = 0
        self.idle_restarts = 0
        self.perfect = False
        self._arena, self._budget = arena, budget
        self._random = np.random.default_rng([seed, zlib.crc32(name.encode())])
        self._start, self._sigma = start, sigma
        self._search: Search | None = None
        self._episodes = budget.episodes
        self._duel_episodes = budget.duel_episodes
        self._evaluations = 0
        self._restarts = 0
        self._flat = 0
        self._improved = False

    @property
    def mean(self) -> float:
        return self.best.mean if self.best is not None else WORST

    @property
    def evaluations(self) -> int:
        """How many it has made: where it is in its search."""
        return self._evaluations

    @property
    def started(self) -> bool:
        return self._evaluations > 0

    def explore(self) -> NDArray[np.float64]:
        """Answers the best of random points, after a duel with the incumbent; takes wider and narrower clouds until
        something differs."""
        found: list[NDArray[np.float64]] = []
        for scale in _EXPLORE_SCALES:
            cloud = scale * self._random.standard_normal((self._budget.explore_candidates, self.coordinates.size))
            cloud[0] = 0.0
            scores = self._evaluate("explore", cloud, self._budget.explore_episodes)
            found = [cloud[i] for i in scores.order()[: self._budget.field]]
            if not scores.flat or any(self._arena.perfection.perfect(scores, i) for i in scores.order()[:1]):
                break
        self._duel(found)
        return found[0]

    def advance(self, env_steps: int) -> None:
        """Generations until ``env_steps`` are used in all, a perfect incumbent is found, or restarts no longer help."""
        if not self.started:
            self._begin()
        while self.env_steps < env_steps and not self.perfect and self.coordinates.size and not self.exhausted:
            if self._search is None or self._search.finished or self._flat >= _FLAT_GENERATIONS:
                self._restart()
            self._generation()

    @property
    def exhausted(self) -> bool:
        return self.idle_restarts >= self._budget.patience or not self.coordinates.size

    def harden(self) -> None:
        """The incumbent looked perfect and was not: from now on it takes more episodes to look so."""
        self.perfect = False
        self._duel_episodes *= 4

    def rejudge(self) -> None:
        """The reward is another from now on: the incumbent must prove itself again, the search goes on from where it is."""
        self.former, self.perfect, self.idle_restarts = [], False, 0
        if self.best is not None:
            self.best = Incumbent(self.best.x, WORST, 0)
            self._duel([self._search.mean] if self._search is not None else [])

    def _begin(self) -> None:
        if self._start is None:
            self.explore()
        else:
            self._duel([self._start])

    def _restart(self) -> None:
        if self._search is not None:
            self.idle_restarts = 0 if self._improved else self.idle_restarts + 1
            self._restarts += 1
        self._improved, self._flat = False, 0
        assert self.best is not None
        population = min(population_size(self.coordinates.size) * 2 ** ((self._restarts + 1) // 2), _LARGEST_POPULATION)
        if self._restarts and self._restarts % 2 == 0:
            # Every other restart looks elsewhere, in case the incumbent sits on a hill of its own.
            start, sigma = self.explore(), _START_SIGMA
        else:
            start, sigma = self.best.x, (_NEAR_SIGMA if self._restarts else self._sigma)
        self._search = Search(start, sigma, population, int(self._random.integers(2**62)))

    def _generation(self) -> None:
        search = self._search
        assert search is not None
        points = search.ask()
        scores = self._evaluate("generation", points, self._episodes)
        search.tell(scores.costs())
        self._flat = self._flat + 1 if scores.flat else 0
        self._adapt(scores)
        leader = scores.best
        if self._arena.perfection.perfect(scores, leader):
            self._duel([points[i] for i in scores.order()[:4]])
        elif search.generations % self._budget.duel_every == 0:
            self._duel([search.mean, points[leader]])

    def _adapt(self, scores: Scores) -> None:
        """More episodes while halves of the seeds rank differently, fewer when they agree."""
        if scores.agreement < 0.5:
            wanted = self._episodes + max(1, self._episodes // 4)
        elif scores.agreement > 0.9:
            wanted = self._episodes - max(1, self._episodes // 8)
        else:
            return
        self._episodes = min(max(wanted, self._budget.least_episodes), self._budget.most_episodes)

    def _duel(self, challengers: list[NDArray[np.float64]]) -> None:
        """The incumbent and its challengers on fresh seeds; the best of them is the incumbent from now on."""
        field = ([self.best.x] if self.best is not None else []) + challengers
        # A field of many is for a first impression, and no reason to spend much on each.
        wanted = max(self._duel_episodes, 2 * self._episodes)
        episodes = wanted if len(field) <= _FINALS else max(1, wanted // 4)
        scores = self._evaluate("duel", np.array(field), episodes)
        winner = scores.best
        if self.best is not None and winner != 0:
            self.former = [self.best, *self.former][: _KEPT - 1]
            self._improved = True
        self.best = Incumbent(field[winner], scores.mean[winner], scores.episodes)
        self.perfect = self._arena.perfection.perfect(scores, winner)

    def _evaluate(self, kind: str, points: NDArray[np.float64], episodes: int) -> Scores:
        key = f"{self.name}/{self._evaluations}/{kind}"
        scores = self._arena.evaluate(
            key, self.evaluator, self.coordinates.values(points), self._arena.fresh_seeds(episodes), kind
        )
        self._evaluations += 1
        self.env_steps += scores.env_steps
        return scores
