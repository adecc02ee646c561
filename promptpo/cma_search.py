"""CMA-ES as a deterministic ask/tell search: same seed and same answers, same points."""

from __future__ import annotations

import math
from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

DIAGONAL_FROM = 400
"""Dimensions from which on only variances are adapted: a full covariance would cost more than the episodes."""


def population_size(dimensions: int) -> int:
    """Twice the usual 4 + 3 ln D, at least 16: compiled episodes are cheap, and noise needs ranks to average over."""
    return max(16, 2 * (4 + int(3 * math.log(max(1, dimensions)))))


class Search:
    """One descent from ``start`` [D] with step size ``sigma``. Costs are minimised."""

    def __init__(self, start: NDArray[np.float64], sigma: float, population: int, seed: int) -> None:
        import cma

        self._size = len(start)
        # pycma refuses one dimension; a second one that nothing depends on does no harm.
        padded = np.concatenate([start, np.zeros(max(0, 2 - self._size))])
        generator = np.random.default_rng(seed)
        options = {
            "popsize": population,
            "randn": lambda *shape: generator.standard_normal(shape),
            "seed": np.nan,  # pycma would seed NumPy's global generator
            "verbose": -10,  # silent, and deaf to the signals file
            "verb_log": 0,
            "verb_disp": 0,
            "timeout": math.inf,
            "maxiter": math.inf,
            "maxfevals": math.inf,
            "tolflatfitness": 10**9,  # the tuner decides what a flat generation means
            "tolfun": 0,
            "tolfunhist": 0,
            "tolx": 1e-6,
            "CMA_diagonal": self._size >= DIAGONAL_FROM,
        }
        self._strategy = cma.CMAEvolutionStrategy(padded, sigma, options)
        self._threads = ThreadpoolController()
        self.generations = 0

    def ask(self) -> NDArray[np.float64]:
        """The next population [population, D]."""
        with self._one_thread():
            self._asked = self._strategy.ask()
        return np.array(self._asked, dtype=np.float64)[:, : self._size]

    def tell(self, costs: Sequence[float]) -> None:
        """The costs of the population that was asked last."""
        with self._one_thread():
            self._strategy.tell(self._asked, list(costs))
        self.generations += 1

    def _one_thread(self) -> AbstractContextManager[Any]:
        # OpenBLAS rounds a large product otherwise when it shares it among threads, and the search would depend on the
        # number of processors. At these sizes one thread is several times faster as well.
        limited: AbstractContextManager[Any] = self._threads.limit(limits=1, user_api="blas")
        return limited

    @property
    def mean(self) -> NDArray[np.float64]:
        """Centre of the distribution [D]: the estimate that noise fools least."""
        return np.array(self._strategy.result.xfavorite, dtype=np.float64)[: self._size]

    @property
    def finished(self) -> bool:
        """Whether the distribution has shrunk or degenerated so far that more generations will not help."""
        return bool(self._strategy.stop())
