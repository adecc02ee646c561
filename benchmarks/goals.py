"""The goals of the engines, and what the figures of a run say about them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any

Results = dict[str, Any]
Cells = list[tuple[str, float]]  # label of a comparison, and its ratio

TASKS = ("CartPole-v1", "Pendulum-v1", "MountainCarContinuous-v0", "Acrobot-v1")
VECTORISED = TASKS[:3]
SMALL_CALL = 1000  # episodes; in smaller ones the cost of the call itself shows


@dataclass(frozen=True)
class Goal:
    """``wanted`` is the least that each ratio may be, or with ``most`` the largest."""

    name: str
    wanted: float
    cells: Callable[[Results], Cells]
    most: bool = False

    def meets(self, ratio: float) -> bool:
        return ratio <= self.wanted if self.most else ratio >= self.wanted


def ratios(rates: dict[str, list[float]], ours: str, theirs: str) -> list[float]:
    """``ours`` over ``theirs``, round by round: neighbours in time, so that a change of the machine's speed counts for both."""
    return [a / b for a, b in zip(rates[ours], rates[theirs], strict=True)]


def _over(
    ours: str, theirs: str, policies: tuple[str, ...] = ("linear", "machine"), tasks: tuple[str, ...] = TASKS
) -> Callable[[Results], Cells]:
    def cells(results: Results) -> Cells:
        found = []
        for row in results.get("rollouts", []):
            if row["policy"] in policies and row["task"] in tasks and {ours, theirs} <= row["steps_per_s"].keys():
                label = f"{short(row['task'])} {row['policy']}"
                found.append((label, median(ratios(row["steps_per_s"], ours, theirs))))
        return found

    return cells


def _mujoco(theirs: str) -> Callable[[Results], Cells]:
    return lambda results: [
        (short(row["task"]), median(ratios(row["steps_per_s"], "engine", theirs))) for row in results.get("mujoco", [])
    ]


def _threads(*engines: str) -> Callable[[Results], Cells]:
    def cells(results: Results) -> Cells:
        rows = [row for row in results.get("threads", []) if row["engine"] in engines]
        several = len(engines) > 1
        return [(short(row["task"]) + (f" {row['engine']}" if several else ""), median(row["gain"])) for row in rows]

    return cells


def _memory(results: Results) -> Cells:
    return [(row["engine"], row["highest_mb"] / row["first_mb"]) for row in results.get("memory", [])]


def _cost(fewest: int) -> Callable[[Results], Cells]:
    """Of each engine, the dearest step over the cheapest, in calls of ``fewest`` episodes and more."""

    def cells(results: Results) -> Cells:
        costs: dict[str, list[float]] = {}
        for row in results.get("cost", []):
            if row["episodes"] >= fewest:
                costs.setdefault(row["engine"], []).append(row["ns"])
        return [(engine, max(found) / min(found)) for engine, found in costs.items()]

    return cells


def short(task: str) -> str:
    """A task without its version."""
    return task.rpartition("-v")[0]


GOALS = (
    Goal("exact ÷ hand-written C, one environment", 1.3, _over("exact", "C")),
    Goal("exact ÷ Gymnasium, one environment", 400.0, _over("exact", "Gymnasium")),
    Goal("exact ÷ Gymnasium's vectorised CartPole, 4096", 2.0, _over("exact", "Gymnasium vectorised 4096")),
    Goal("exact ÷ EnvPool, 1024", 50.0, _over("exact", "EnvPool 1024")),
    Goal("exact ÷ gymnax, 1024 (float32)", 4.0, _over("exact", "gymnax 1024")),
    Goal("lanes ÷ hand-written C, linear policy", 3.0, _over("lanes", "C", ("linear",), VECTORISED)),
    Goal("lanes ÷ hand-written C, state machine", 1.5, _over("lanes", "C", ("machine",), VECTORISED)),
    Goal("lanes ÷ exact", 1.0, _over("lanes", "exact")),
    Goal("two threads ÷ one, exact and lanes", 1.85, _threads("exact", "lanes")),
    Goal("MuJoCo engine ÷ bare `mj_step`", 0.95, _mujoco("bare")),
    Goal("MuJoCo engine ÷ Gymnasium", 1.5, _mujoco("gymnasium")),
    Goal("two threads ÷ one, MuJoCo", 1.85, _threads("mujoco")),
    Goal("memory, highest ÷ after 10⁶ steps", 1.02, _memory, most=True),
    Goal("cost of a step, dearest ÷ cheapest, calls of 1 to 10⁶ episodes", 1.1, _cost(1), most=True),
    Goal("the same, calls of 10³ to 10⁶ episodes", 1.1, _cost(SMALL_CALL), most=True),
)
