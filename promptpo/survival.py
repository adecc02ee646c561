"""A schedule on the survival bonus: tuning goes without it at first, and counts it from a certain share of the steps on."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ppc.promptpo.config import OptimizeError
from ppc.promptpo.evaluation import Evaluator, Mode, PopulationResult


@dataclass(frozen=True)
class Survival:
    """A reward that pays ``bonus`` for each step that does not end the episode teaches to stand still. The first ``share``
    of tuning goes without it. Raises OptimizeError for a share outside of 0..1 and for a bonus that is not finite."""

    bonus: float
    share: float = 0.5

    def __post_init__(self) -> None:
        if not math.isfinite(self.bonus):
            raise OptimizeError(f"the survival bonus must be a finite number, not {self.bonus}")
        if not 0.0 < self.share < 1.0:
            raise OptimizeError(f"the share of tuning without the survival bonus must lie between 0 and 1, not {self.share:g}")

    def to_json(self) -> dict[str, Any]:
        return {"bonus": self.bonus, "share": self.share}

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> Survival:
        return Survival(float(data["bonus"]), float(data["share"]))


@dataclass
class Rewards:
    """The episodes of an evaluator, with ``withheld`` less for each step that did not terminate."""

    inner: Evaluator
    withheld: float = 0.0

    @property
    def native(self) -> bool:
        return self.inner.native

    @property
    def horizon(self) -> int | None:
        return self.inner.horizon

    @property
    def lanes(self) -> bool:
        return self.inner.lanes

    def evaluate(self, parameters: NDArray[np.float64], seeds: Sequence[int], mode: Mode = "exact") -> PopulationResult:
        result = self.inner.evaluate(parameters, seeds, mode=mode)
        return result if self.withheld == 0.0 else _Less(result, self.withheld)


@dataclass(frozen=True)
class _Less:
    """``result`` without the bonus ``withheld``."""

    result: PopulationResult
    withheld: float

    @property
    def returns(self) -> NDArray[np.float64]:
        # MuJoCo's environments judge the state after the step: the one that ends an episode by a fall is not paid for.
        paid = np.asarray(self.lengths) - np.asarray(self.terminated).astype(np.int64)
        less: NDArray[np.float64] = np.asarray(self.result.returns) - self.withheld * paid
        return less

    @property
    def lengths(self) -> NDArray[np.int64]:
        return self.result.lengths

    @property
    def terminated(self) -> NDArray[np.bool_]:
        return self.result.terminated

    @property
    def truncated(self) -> NDArray[np.bool_]:
        return self.result.truncated

    @property
    def status(self) -> NDArray[np.int64]:
        return self.result.status

    @property
    def env_steps(self) -> int:
        return self.result.env_steps
