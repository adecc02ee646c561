"""An engine without environments: the return of a policy falls with the distance of its free numbers from a target."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from ppc.compiler.diagnostics import Diagnostic, PolicyError
from ppc.compiler.ir.nodes import Parameter
from ppc.compiler.signature import Signature
from ppc.compiler.source import Span
from ppc.promptpo.budget import Budget
from ppc.promptpo.config import Config
from ppc.promptpo.journal import Event
from ppc.promptpo.optimizer import run_session
from ppc.promptpo.run import Result
from ppc.promptpo.session import SeedSource
from ppc.promptpo.structures import structures
from ppc.promptpo.templates import TemplatesProposer

SMALL = Budget(
    total_steps=60_000, explore_candidates=6, explore_episodes=2, field=2, episodes=4, least_episodes=2, most_episodes=8,
    duel_every=3, duel_episodes=6, rungs=((0.2, 4), (0.5, 2)), patience=3, probe_episodes=4, finalists=4,
    selection_episodes=10, held_out_episodes=20,
)  # fmt: skip


@dataclass
class FakePolicy:
    source: str
    parameters: tuple[Parameter, ...]
    default_parameters: Any
    bounded: bool = False

    def roomier(self, statuses: Iterable[int]) -> str | None:
        return None


@dataclass
class FakeResult:
    returns: Any
    lengths: Any
    terminated: Any
    truncated: Any
    status: Any
    env_steps: int


class FakeEvaluator:
    """``faulty``: candidates whose first free number is positive fault; ``nan``: they return NaN."""

    native = True
    horizon = 10

    def __init__(self, size: int, faulty: bool = False, nan: bool = False) -> None:
        self.size, self.faulty, self.nan = size, faulty, nan
        self.calls = 0

    lanes = False

    def evaluate(self, parameters: Any, seeds: Sequence[int], mode: str = "exact") -> FakeResult:
        self.calls += 1
        values = np.asarray(parameters)
        target = 0.5 * np.cos(np.arange(self.size))
        distance = ((values - target) ** 2).sum(axis=1)
        noise = np.array([np.random.default_rng(s).standard_normal() for s in seeds])
        returns = -distance[:, None] + 0.1 * noise[None, :]
        bad = values[:, 0] > 0.0
        status = np.zeros(returns.shape, dtype=np.int64)
        if self.faulty:
            returns[bad] += 1000.0
            status[bad] = 1
        if self.nan:
            returns[bad, 0] = np.nan
        lengths = np.full(returns.shape, 10)
        no = np.zeros(returns.shape, dtype=bool)
        return FakeResult(returns, lengths, no, ~no, status, int(lengths.sum()))


class FakeEngine:
    native = True
    horizon = 10

    def __init__(self, obs_size: int = 3, action: str = "box:1[-1,1]", refuse: str = "") -> None:
        self.signature = Signature(obs_size, action)
        self.refuse = refuse
        self.compiled: list[str] = []

    def compile(self, source: str, name: str) -> FakePolicy:
        self.compiled.append(name)
        if name == self.refuse:
            raise PolicyError([Diagnostic("E000", "not this one", Span(1, 0, 1, 1))], source)
        parameters = fake_parameters(source)
        return FakePolicy(source, parameters, np.array([p.value for p in parameters]))

    def open(self, policy: FakePolicy) -> FakeEvaluator:
        return FakeEvaluator(len(policy.parameters))

    def observe(self, policy: FakePolicy, values: Any, seeds: Sequence[int]) -> list[Any]:
        return [np.random.default_rng(s).standard_normal((10, self.signature.obs_size)) for s in seeds]


def fake_parameters(source: str) -> tuple[Parameter, ...]:
    """One parameter a float literal of ``source``."""
    nodes = [n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Constant) and isinstance(n.value, float)]
    nodes.sort(key=lambda n: (n.lineno, n.col_offset))
    return tuple(
        Parameter(f"p{i}", f"p{i}", float(n.value), (Span(n.lineno, n.col_offset, n.end_lineno, n.end_col_offset),))  # type: ignore[arg-type]
        for i, n in enumerate(nodes)
    )


def fake_seeds() -> SeedSource:
    return SeedSource(
        lambda start, count: range(4_000_000 + start, 4_000_000 + start + count),
        lambda start, count: range(1_000_000 + start, 1_000_000 + start + count),
        lambda start, count: range(2_000_000 + start, 2_000_000 + start + count),
        lambda count: range(3_000_000, 3_000_000 + count),
    )


def fake_run(folder: Path, on_event: Any = None, **config: Any) -> Result:
    """Starts or resumes a small run in ``folder``."""
    wanted = Config("Fake-v0", **{"budget": SMALL, **config})
    return run_session(
        folder,
        wanted,
        FakeEngine(),
        structures(TemplatesProposer()),
        fake_seeds(),
        task={"env_id": "Fake-v0"},
        on_event=on_event,
    )


def facts(events: Sequence[Event]) -> list[Any]:
    """What two runs that did the same have in common: all but the clock and their names."""
    return [(e.kind, e.key, {k: v for k, v in e.data.items() if k not in ("seconds", "started", "id")}) for e in events]


if __name__ == "__main__":  # fake.py FOLDER N: a run that is killed once N events are new
    import os
    import signal

    left = int(sys.argv[2])

    def crash(_event: Event, new: bool) -> None:
        global left
        left -= new
        if left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)

    fake_run(Path(sys.argv[1]), crash if left else None)
