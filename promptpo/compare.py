"""Policies against each other on the same episodes: every difference is one of paired returns."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ppc.compiler.faults import FAULTS
from ppc.envs import EVALUATION_SEEDS
from ppc.promptpo.evaluation import Engine, Policy
from ppc.promptpo.objective import WORST, disqualified, mean_of
from ppc.promptpo.selection import interval

Success = Callable[[float, bool], bool]


def comparison_seeds(count: int) -> range:
    """``count`` seeds of comparisons alone: the range behind that of ``ppc eval``, which no optimisation draws from either.

    Raises ValueError beyond a billion.
    """
    if not 1 <= count <= len(EVALUATION_SEEDS):
        raise ValueError(f"the number of episodes must lie in 1..{len(EVALUATION_SEEDS)}, not {count}")
    return range(EVALUATION_SEEDS.stop, EVALUATION_SEEDS.stop + count)


@dataclass(frozen=True)
class Episodes:
    """One policy's episodes in the order of the seeds, each array [E]. ``faulty`` are disqualified, ``faults`` counts the
    episodes that had a fault of each name. ``engine``: "native" or "gymnasium"."""

    returns: NDArray[np.float64]
    lengths: NDArray[np.int64]
    terminated: NDArray[np.bool_]
    faulty: NDArray[np.bool_]
    faults: Mapping[str, int]
    engine: str


@dataclass(frozen=True)
class Standing:
    """A policy's figures; mean, interval and worst are -inf where an episode was disqualified. ``search_steps``: env steps
    that it took to find the policy, None where nobody knows."""

    label: str
    mean_return: float
    ci95: tuple[float, float]
    worst: float
    success_rate: float | None
    mean_length: float
    faulty: int
    faults: Mapping[str, int]
    episodes: int
    engine: str
    search_steps: int | None


@dataclass(frozen=True)
class Pair:
    """``label``'s returns less those of the first policy on the same seeds: mean and its 95 % interval (Student's t), None
    where either was disqualified. ``won``, ``tied``, ``lost`` count episodes."""

    label: str
    against: str
    mean: float | None
    ci95: tuple[float, float] | None
    won: int
    tied: int
    lost: int

    @property
    def excludes_zero(self) -> bool:
        return self.ci95 is not None and (self.ci95[0] > 0.0 or self.ci95[1] < 0.0)

    @property
    def verdict(self) -> str:
        """ "better", "worse", "the same" (in every episode), "undecided" or "disqualified"."""
        if self.ci95 is None or self.mean is None:
            return "disqualified"
        if not (self.won or self.lost):
            return "the same"
        if not self.excludes_zero:
            return "undecided"
        return "better" if self.mean > 0.0 else "worse"


def play(engine: Engine, policy: Policy, seeds: Sequence[int]) -> Episodes:
    """Episodes of a compiled policy under the numbers in its text, natively where the engine can."""
    evaluator = engine.open(policy)
    result = evaluator.evaluate(np.asarray([policy.default_parameters], dtype=np.float64), seeds)
    status = np.asarray(result.status).astype(np.int64)[0]
    counts = {f.name: int(np.count_nonzero(status & f.bit)) for f in FAULTS.values()}
    return Episodes(
        np.asarray(result.returns[0]), np.asarray(result.lengths[0]), np.asarray(result.terminated[0]), disqualified(result)[0],
        {name: n for name, n in counts.items() if n}, "native" if evaluator.native else "gymnasium",
    )  # fmt: skip


def standing(label: str, episodes: Episodes, success: Success | None, search_steps: int | None = None) -> Standing:
    returns = episodes.returns.tolist()
    sound = not episodes.faulty.any()
    rate = None
    if success is not None:
        ends = zip(returns, episodes.terminated.tolist(), episodes.faulty.tolist(), strict=True)
        rate = sum(success(r, terminated) for r, terminated, failed in ends if not failed) / len(returns)
    return Standing(
        label, mean_of(returns) if sound else WORST, interval(returns) if sound else (WORST, WORST),
        min(returns) if sound else WORST, rate, mean_of(episodes.lengths.tolist()), int(episodes.faulty.sum()),
        episodes.faults, len(returns), episodes.engine, search_steps,
    )  # fmt: skip


def pair(label: str, episodes: Episodes, against: str, first: Episodes) -> Pair:
    """Raises ValueError where the two have not played the same number of episodes."""
    if len(episodes.returns) != len(first.returns):
        raise ValueError(f"{len(episodes.returns)} episodes cannot be paired with {len(first.returns)}")
    bad = episodes.faulty | first.faulty
    differences = [float(d) for d in (episodes.returns - first.returns)[~bad]]
    won, lost = sum(d > 0.0 for d in differences), sum(d < 0.0 for d in differences)
    counts = won, len(differences) - won - lost, lost
    if bad.any():
        return Pair(label, against, None, None, *counts)
    low, high = interval(differences)
    assert math.isinf(low) or low <= high
    return Pair(label, against, mean_of(differences), (low, high), *counts)
