"""A small tuning that can be killed anywhere: ``python tunable.py FOLDER N [MAX_STEPS]``.

The process kills itself once N events are new (0: never). Run again it resumes.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from fake import SMALL, FakeEvaluator, FakePolicy, fake_parameters, fake_seeds

from ppc.promptpo.journal import Event, Journal
from ppc.promptpo.survival import Survival
from ppc.promptpo.tune import TuneResult, tune_policy

SOURCE = "class Policy:\n    def __init__(self):\n        self.g = [0.1, 0.2, 0.3]\n"
QUICK = replace(SMALL, total_steps=40_000, patience=20)
SURVIVAL = Survival(0.01, 0.3)


class Counting(FakeEvaluator):
    """Knows which episodes were run: ``(parameters, first seed, episodes, mode)`` of each call."""

    def __init__(self) -> None:
        super().__init__(3)
        self.asked: list[tuple[bytes, int, int, str]] = []

    def evaluate(self, parameters: Any, seeds: Any, mode: str = "exact") -> Any:
        self.asked.append((np.asarray(parameters).tobytes(), seeds[0], len(seeds), mode))
        return super().evaluate(parameters, seeds)


def tune(
    folder: Path, on_event: Callable[[Event, bool], None] | None = None, evaluator: FakeEvaluator | None = None, **asked: Any
) -> TuneResult:
    """Starts or resumes the tuning in ``folder``."""
    source = asked.pop("source", SOURCE)
    parameters = fake_parameters(source)
    policy = FakePolicy(source, parameters, np.array([p.value for p in parameters]))
    with Journal(folder) as journal:
        return tune_policy(
            policy,
            evaluator or Counting(),
            seeds=fake_seeds(),
            journal=journal,
            on_event=on_event,
            **{"budget": QUICK, "survival": SURVIVAL, **asked},
        )


def killer(after: int) -> Callable[[Event, bool], None]:
    """Kills this process when so many events were new."""
    left = after

    def crash(_event: Event, new: bool) -> None:
        nonlocal left
        left -= new
        if after and left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)

    return crash


if __name__ == "__main__":
    tune(Path(sys.argv[1]), killer(int(sys.argv[2])), max_steps=int(sys.argv[3]) if len(sys.argv) > 3 else None)
