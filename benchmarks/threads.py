"""What a second thread gains: wall-clock time of one thread over that of two, the same episodes, in turn.

A machine that is busy with other work has no second processor to give; the processor time of two threads over that of one
then still shows what they cost each other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from benchmarks.measuring import amount_for, local, pinned, processors, rounds
from benchmarks.rollouts import policy_for
from ppc.envs import Evaluator, evaluation_seeds, open_evaluator

THREADS = 2
_SHARES = 16  # episodes at least, and a multiple of it, so that few long ones divide evenly


def measure(
    tasks: Sequence[str], mujoco: Sequence[str], count: int, seconds: float, told: Callable[[str], None]
) -> list[dict[str, Any]]:
    """A row for each task and engine; none where the process has one processor."""
    if len(processors()) < THREADS:
        told("threads: this process has one processor")
        return []
    rows = []
    with pinned(THREADS):
        for task in tasks:
            for engine in ("exact", "lanes"):
                rows.append(_row(task, policy_for(task, "linear"), engine, count, seconds))
        for task in mujoco:
            from benchmarks.mujoco_engine import policy_of
            from ppc.envs import task_for

            rows.append(_row(task, policy_of(task_for(task)), "mujoco", count, seconds))
        for row in rows:
            told(f"{row['task']} {row['engine']}: two threads {sorted(row['gain'])[count // 2]:.2f} times one")
    return rows


def _row(task: str, policy: Any, engine: str, count: int, seconds: float) -> dict[str, Any]:
    """Gains of ``count`` rounds, each of two threads over one beside them in time, and their quotients of processor time."""
    with open_evaluator(task, policy) as single, open_evaluator(task, policy, THREADS) as double:
        amount = amount_for(local(_steps(single, engine)), seconds, _SHARES, multiple=_SHARES)
        runs = {name: (local(_steps(evaluator, engine)), amount) for name, evaluator in (("one", single), ("two", double))}
        runs["two"][0](amount)
        samples = rounds(runs, count)
    pairs = list(zip(samples["one"], samples["two"], strict=True))
    return {
        "task": task,
        "engine": engine,
        "steps": samples["one"][0].steps,
        "gain": [round(one.wall / two.wall, 3) for one, two in pairs],
        "processor time": [round(two.cpu / one.cpu, 3) for one, two in pairs],
    }


def _steps(evaluator: Evaluator, engine: str) -> Callable[[int], int]:
    if engine == "lanes":
        return lambda n: evaluator.evaluate(None, evaluation_seeds(n), mode="lanes").env_steps
    return lambda n: evaluator.evaluate(None, evaluation_seeds(n)).env_steps
