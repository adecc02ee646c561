"""Whether memory stays flat over many steps, and whether a step costs the same in small and in large calls.

Each figure of memory comes from a process of its own, whose peak has not been raised by other work.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.measuring import amount_for, local
from benchmarks.rollouts import policy_for
from ppc.envs import Evaluator, open_evaluator

TASK = "CartPole-v1"
STEPS = 1_000_000  # of a call, and of what memory is compared with
ENGINES = ("exact", "lanes")


def memory(steps: int, told: Callable[[str], None]) -> list[dict[str, Any]]:
    """Resident MB after 10^6 steps and after ``steps``, made in calls of 10^6; nothing where the system does not tell."""
    if resident() is None:
        told("memory: the system does not tell the resident set")
        return []
    rows = []
    for engine in ENGINES:
        command = [sys.executable, "-m", "benchmarks.steady", "--engine", engine, "--steps", str(steps)]
        root = Path(__file__).resolve().parent.parent
        row = json.loads(subprocess.run(command, capture_output=True, text=True, check=True, cwd=root).stdout)
        told(f"{engine}: {row['first_mb']:.1f} MB after 10^6 steps, {row['last_mb']:.1f} MB after {row['steps']:,}")
        rows.append(row)
    return rows


def resident() -> float | None:
    """The resident set of this process in MB."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return None
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def grow(engine: str, steps: int) -> dict[str, Any]:
    """Runs ``steps`` steps and answers what the resident set was on the way."""
    with open_evaluator(TASK, policy_for(TASK, "linear")) as evaluator:
        episodes, made, highest = STEPS // evaluator.horizon, 0, 0.0
        first = None
        while made < steps:
            made += _episodes(evaluator, engine, episodes)
            now = resident() or 0.0
            first = now if first is None else first
            highest = max(highest, now)
        return {"engine": engine, "steps": made, "first_mb": first, "last_mb": resident(), "highest_mb": highest}


def cost(most: int, seconds: float, told: Callable[[str], None]) -> list[dict[str, Any]]:
    """Nanoseconds of processor time a step in calls of 1, 10, … ``most`` episodes: the least of 5 rounds, each of as many calls
    as take ``seconds`` (one, where it takes longer)."""
    rows = []
    with open_evaluator(TASK, policy_for(TASK, "linear")) as evaluator:
        for engine in ENGINES:
            episodes = 1
            while episodes <= most:

                def steps_of(calls: int, episodes: int = episodes, engine: str = engine) -> int:
                    return sum(_episodes(evaluator, engine, episodes) for _ in range(calls))

                work = local(steps_of)
                long = work(1).cpu > seconds
                calls = 1 if long else amount_for(work, seconds, 1)
                samples = [work(calls) for _ in range(2 if long else 5)]
                rows.append({"engine": engine, "episodes": episodes, "ns": min(round(1e9 / s.rate, 2) for s in samples)})
                told(f"{engine}, {episodes:,} episodes a call: {rows[-1]['ns']:.2f} ns a step")
                episodes *= 10
    return rows


def _episodes(evaluator: Evaluator, engine: str, count: int) -> int:
    if engine == "lanes":
        return evaluator.evaluate(None, range(count), mode="lanes").env_steps
    return evaluator.evaluate(None, range(count)).env_steps


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="The resident set over many steps of one engine, as JSON.")
    parser.add_argument("--engine", choices=ENGINES, required=True)
    parser.add_argument("--steps", type=int, required=True)
    chosen = parser.parse_args()
    print(json.dumps(grow(chosen.engine, chosen.steps)))
